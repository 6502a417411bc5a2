using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Tasks of the kernel's: kept in map values, and gone through.</summary>
public class KernelObjectTests
{
    private const string Tasks = """
        [KernelType("task_struct")] public struct Task { public int Pid; public int Tgid; }
        [Kfunc("bpf_task_from_pid")] private static Ref<Task> FromPid(int pid) => throw new NotSupportedException();
        [Kfunc("bpf_task_release")] private static void Release(Ref<Task> task) => throw new NotSupportedException();
        public struct Slot { public Kptr<Task> Owner; public ulong Changes; }
        static readonly ArrayMap<Slot> Slots = new(2);
        static int Wanted, Seen; static ulong Count;
        """;

    private const string Keep = Tasks + """
        [Tc] static TcAction F(in SkBuff skb)
        {
            if (!Slots.TryFind(skb.Mark & 1, out Ref<Slot> slot)) return TcAction.Shot;
            slot.Value.Changes++;
            Ref<Task> old;
            if (Wanted > 0)
            {
                Ref<Task> task = FromPid(Wanted);
                if (task.IsNull) return TcAction.Shot;
                old = slot.Value.Owner.Exchange(task);
            }
            else if (Wanted < 0)
            {
                old = slot.Value.Owner.Take();
            }
            else
            {
                Ref<Task> seen = slot.Value.Owner.Peek();
                Seen = seen.IsNull ? -1 : seen.Value.Pid;
                return TcAction.Ok;
            }

            if (old.IsNull) return TcAction.Stolen;
            Seen = old.Value.Pid;
            Release(old);
            return TcAction.Ok;
        }
        """;

    private const string Walk = Tasks + """
        [Tc] static TcAction F(in SkBuff skb)
        {
            Count = 0;
            foreach (Ref<Task> task in KernelTasks.Processes<Task>())
            {
                Count++;
                if (task.Value.Pid != Wanted) continue;
                Seen = task.Value.Tgid;
                if (skb.Mark == 1) return TcAction.Shot;
                if (skb.Mark == 2) break;
            }
            ulong threads = 0;
            foreach (Ref<Task> task in KernelTasks.Threads<Task>()) threads++;
            return threads >= Count ? TcAction.Ok : TcAction.Stolen;
        }
        """;

    [Fact]
    public void A_map_s_value_keeps_a_task_until_it_is_taken_out()
    {
        RequireTypes();
        using BpfObject loaded = BpfObject.Load(SourceObject.Compile(Keep, [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 12))]));
        Assert.Equal((TcAction.Ok, -1), Run(loaded, 0));
        Assert.Equal(TcAction.Stolen, Run(loaded, Environment.ProcessId).Action);
        Assert.Equal((TcAction.Ok, Environment.ProcessId), Run(loaded, 0));
        loaded.Global<int>("Seen").Value = 0;
        Assert.Equal((TcAction.Ok, Environment.ProcessId), Run(loaded, Environment.ProcessId));
        loaded.Global<int>("Seen").Value = 0;
        Assert.Equal((TcAction.Ok, Environment.ProcessId), Run(loaded, -1));
        Assert.Equal(TcAction.Stolen, Run(loaded, -1).Action);
        Assert.Equal((TcAction.Ok, -1), Run(loaded, 0));
    }

    [Fact]
    public void Every_process_is_met_once()
    {
        RequireTypes();
        using BpfObject loaded = BpfObject.Load(SourceObject.Compile(Walk, [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 12))]));
        Assert.Equal((TcAction.Ok, Environment.ProcessId), Run(loaded, Environment.ProcessId));
        Assert.True(loaded.Global<ulong>("Count").Value > 0);
    }

    [Theory]
    [InlineData("if (slot.IsNull) return 0; slot.Value.Owner.Take(); return 0;", "6.18", "BPF05")]
    [InlineData("if (slot.IsNull) return 0; Ref<Task> t = FromPid(1); if (t.IsNull) return 0; Ref<Task> o = slot.Value.Owner.Exchange(t); Release(t); if (!o.IsNull) Release(o); return 0;", "6.18", "BPF05")]
    [InlineData("if (slot.IsNull) return 0; Ref<Task> t = slot.Value.Owner.Peek(); Seen = t.Value.Pid; return 0;", "6.18", "BPF05")]
    [InlineData("if (slot.IsNull) return 0; Ref<Task> t = slot.Value.Owner.Peek(); if (!t.IsNull) Release(t); return 0;", "6.18", "BPF05")]
    [InlineData("foreach (Ref<Task> t in KernelTasks.Threads<Task>()) Seen++; return 0;", "6.1", "BPF0334")]
    [InlineData("foreach (Ref<Slot> t in KernelTasks.Threads<Slot>()) Seen++; return 0;", "6.18", "BPF0301")]
    public void Mistakes_are_errors_at_build_time(string body, string kernel, string expected) => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
        () => SourceObject.Compile(Tasks + "[Tc] static int F(in SkBuff skb) { Slots.TryFind(0, out Ref<Slot> slot); " + body + " }", KernelProfiles.Find(kernel)!)).Message);

    private static (TcAction Action, int Seen) Run(BpfObject loaded, int wanted)
    {
        loaded.Global<int>("Wanted").Value = wanted;
        TcAction action = (TcAction)loaded.Program("F").Run(new byte[64]).ReturnValue;
        return (action, loaded.Global<int>("Seen").Value);
    }

    private static void RequireTypes() => Assert.SkipUnless(
        KernelWorld.IsAvailable && SourceObject.Profile?.Version >= new Version(6, 12), "The running kernel lacks these functions, or lets this user load nothing.");
}
