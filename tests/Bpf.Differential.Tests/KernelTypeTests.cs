using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

public class KernelTypeTests
{
    private const string Source = """
        [KernelType("task_struct")] public struct Task
        {
            public KernelPtr<Task> RealParent;
            public Comm Comm;
            public int Tgid;
            public KernelPtr<Task> GroupLeader;
            public int Pid;
            [KernelField("__state")] public uint State;
            [KernelField("state")] public long OldState;
            public SchedEntity Se;
            [KernelField(IsBitField = true)] public uint InExecve;
            [KernelField(IsBitField = true)] public uint SchedResetOnFork;
            public int NoSuchField;
        }
        [KernelType("sched_entity")] public struct SchedEntity { public ulong Vruntime; public ulong SumExecRuntime; }
        [KernelType("pid_type")] public enum PidType { PIDTYPE_SID = 77, PIDTYPE_MAX = 99 }
        public struct Found
        {
            public int Pid, Tgid, LeaderPid, ParentTgid, Offset, Size, Sid, HasState, HasOther, HasSid, TypeSize;
            public uint InExecve, Reset;
            public ulong Runtime;
            public Comm Comm;
        }
        static Found Result;

        [RawTracepoint("sys_enter")] static int F(in RawTracepointArgs ctx)
        {
            KernelPtr<Task> task = new(Helpers.GetCurrentTask());
            Found f = default;
            f.Pid = task.Value.Pid;
            f.Tgid = task.Value.Tgid;
            f.LeaderPid = task.Value.GroupLeader.Value.Pid;
            f.ParentTgid = task.Value.RealParent.Value.Tgid;
            f.Comm = task.Value.Comm;
            f.Runtime = task.Value.Se.SumExecRuntime;
            f.InExecve = task.Value.InExecve;
            f.Reset = task.Value.SchedResetOnFork;
            f.Offset = CoreField.Offset(in task.Value.Pid);
            f.Size = CoreField.Size(in task.Value.Comm);
            f.Sid = (int)CoreEnum.Value(PidType.PIDTYPE_SID);
            f.HasSid = CoreEnum.Exists(PidType.PIDTYPE_SID) ? 1 : 0;
            f.HasState = CoreField.Exists(in task.Value.State) ? 1 : CoreField.Exists(in task.Value.OldState) ? 2 : 0;
            f.HasOther = CoreField.Exists(in task.Value.NoSuchField) ? task.Value.NoSuchField : -5;
            f.TypeSize = CoreType.Size<Task>();
            Result = f;
            return 0;
        }
        """;

    public struct Found
    {
        public int Pid, Tgid, LeaderPid, ParentTgid, Offset, Size, Sid, HasState, HasOther, HasSid, TypeSize;
        public uint InExecve, Reset;
        public ulong Runtime;
        public Comm Comm;
    }

    [Fact]
    public void Fields_of_kernel_structures_are_where_the_running_kernel_has_them()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable && File.Exists("/sys/kernel/btf/vmlinux"), "The running kernel has no types, or lets this user load nothing.");
        byte[] image = SourceObject.Compile(Source);
        using BpfObject loaded = BpfObject.Load(image);
        loaded.Program("F").Run(default, new byte[96]);
        Found found = loaded.Global<Found>("Result").Value;
        Assert.Equal((Environment.ProcessId, Environment.ProcessId), (found.Tgid, found.LeaderPid));
        Assert.Contains(found.Pid.ToString(), Directory.GetDirectories("/proc/self/task").Select(Path.GetFileName));
        string[] stat = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        Assert.Equal(int.Parse(stat[1]), found.ParentTgid);
        Assert.NotEqual("", found.Comm.ToString());
        Assert.True(found.Offset > 64 && found.TypeSize > 1000 && found.Runtime > 0, $"pid at {found.Offset}, {found.TypeSize} bytes, ran {found.Runtime} ns");
        Assert.Equal((16, 3, 1, 1, -5), (found.Size, found.Sid, found.HasSid, found.HasState, found.HasOther));
        Assert.Equal((0u, 0u), (found.InExecve, found.Reset));
    }

    [Fact]
    public void Every_kernel_named_is_asked_for_its_own_layout()
    {
        byte[] image = SourceObject.Compile(Source, [.. KernelProfiles.All]);
        Assert.NotEmpty(image);
    }

    [Fact]
    public void A_field_that_a_kernel_lacks_is_an_error_at_its_use_unless_it_was_asked_for()
    {
        const string Renamed = """
            [KernelType("task_struct")] public struct Task { public long State; [KernelField("__state")] public uint NewState; }
            static long Seen;
            [RawTracepoint("sys_enter")] static int F(in RawTracepointArgs ctx)
            {
                KernelPtr<Task> task = new(Helpers.GetCurrentTask());
                Seen = {0};
                return 0;
            }
            """;
        KernelProfile[] kernels = [KernelProfiles.Find("5.10")!, KernelProfiles.Find("6.12")!];
        Assert.NotEmpty(SourceObject.Compile(Renamed.Replace("{0}", "CoreField.Exists(in task.Value.NewState) ? task.Value.NewState : task.Value.State"), kernels));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Renamed.Replace("{0}", "task.Value.State"), kernels));
        Assert.Contains("BPF0332", error.Message);
        Assert.Contains("'struct task_struct.state' is not in the types of Linux 6.12", error.Message);
    }

    [Fact]
    public void A_simulated_kernel_has_the_layout_of_the_object()
    {
        SimulatedKernel kernel = new();
        using BpfObject loaded = BpfObject.Load(kernel, SourceObject.Compile(Source));
        byte[] task = new byte[160], parent = new byte[160];
        BitConverter.TryWriteBytes(task.AsSpan(24), 41); // Tgid, behind a pointer and a name
        BitConverter.TryWriteBytes(task.AsSpan(40), 42); // Pid
        BitConverter.TryWriteBytes(parent.AsSpan(24), 7);
        "probe"u8.CopyTo(task.AsSpan(8));
        ulong parentAddress = kernel.KernelMemory.Add(parent);
        BitConverter.TryWriteBytes(task.AsSpan(0), parentAddress);
        kernel.CurrentTask = new SimulatedTask { Address = kernel.KernelMemory.Add(task) };
        loaded.Program("F").Run(default, new byte[96]);
        Found found = loaded.Global<Found>("Result").Value;
        Assert.Equal((42, 41, 7, "probe", 40, 77), (found.Pid, found.Tgid, found.ParentTgid, found.Comm.ToString(), found.Offset, found.Sid));
    }
}
