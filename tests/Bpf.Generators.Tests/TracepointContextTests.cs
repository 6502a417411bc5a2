using Bpf.Kernels;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary><c>[TracepointContext]</c> structs that leave their fields to the build.</summary>
public sealed class TracepointContextTests
{
    private const string AllKernels = "5.10,6.1,6.12,6.18,7.2";

    [Fact]
    public async Task A_struct_without_fields_gets_those_of_the_record() => Assert.Empty(await Host.Of("""
        [TracepointContext("sched", "sched_switch")] public partial struct SchedSwitch;

        public struct Seen { public int Pid; public long State; public Comm Name; }

        [BpfObject(License = "GPL")]
        public static partial class Probe
        {
            static readonly HashMap<int, Seen> Last = new(maxEntries: 64);

            [Tracepoint("sched", "sched_switch")]
            static int OnSwitch(in SchedSwitch ctx)
            {
                Last.TrySet(ctx.NextPid, new Seen { Pid = ctx.PrevPid, State = ctx.PrevState, Name = ctx.PrevComm });
                return 0;
            }
        }
        """).With("BpfKernelList", AllKernels).BuildAsync());

    [Fact]
    public async Task Records_that_moved_or_have_other_names_are_found_on_every_kernel() => Assert.Empty(await Host.Of("""
        namespace Company.Tracing
        {
            [TracepointContext("block", "block_rq_issue")] internal partial struct RequestIssued { }
            [TracepointContext("sched", "sched_process_exit")] internal partial struct ProcessExit { }

            public struct Request { public uint Device; public uint Bytes; public byte First, Second; public Comm Name; }

            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                [TracepointContext("kmem", "kmalloc")] partial struct Allocated { }
                static Request Last;
                static ulong Bytes, Ends, GroupEnds;

                [Tracepoint("block", "block_rq_issue")]
                static int OnIssue(in RequestIssued ctx)
                {
                    Last.Device = ctx.Dev;
                    Last.Bytes = ctx.Bytes;
                    Last.Name = ctx.Comm;
                    Last.First = ctx.Rwbs[0];
                    RequestIssued.RwbsArray flags = ctx.Rwbs;
                    Last.Second = flags[1];
                    return 0;
                }

                [Tracepoint("kmem", "kmalloc")]
                static int OnAllocation(in Allocated ctx)
                {
                    Interlocked.Add(ref Bytes, ctx.BytesAlloc);
                    return 0;
                }

                [Tracepoint("sched", "sched_process_exit")]
                static int OnExit(in ProcessExit ctx)
                {
                    Interlocked.Increment(ref Ends);
                    if (CoreField.Exists(in ctx.GroupDead) && ctx.GroupDead) Interlocked.Increment(ref GroupEnds);
                    return 0;
                }
            }
        }
        """).With("BpfKernelList", AllKernels).BuildAsync());

    [Fact]
    public async Task Dynamic_arrays_and_arguments_of_system_calls_are_read() => Assert.Empty(await Host.Of("""
        [TracepointContext("sched", "sched_process_exec")] public partial struct ProcessExec;
        [TracepointContext("syscalls", "sys_enter_connect")] public partial struct EnterConnect;

        public struct Event { public int Pid; public int Length; public PathBuffer Path; }
        public struct Family { public ushort Number; }

        [BpfObject(License = "GPL")]
        public static partial class Probe
        {
            static readonly RingBuffer<Event> Events = new(bytes: 64 * 1024);
            static readonly HashMap<int, Family> Families = new(maxEntries: 64);

            [Tracepoint("sched", "sched_process_exec")]
            static int OnExec(in ProcessExec ctx)
            {
                if (!Events.TryReserve(out Reservation<Event> e)) return 0;
                e.Value = new() { Pid = ctx.Pid, Length = ctx.Filename.Length };
                KernelMemory.TryReadString(ctx.Filename.Address, ref e.Value.Path);
                e.Submit();
                return 0;
            }

            [Tracepoint("syscalls", "sys_enter_connect")]
            static int OnConnect(in EnterConnect ctx)
            {
                if (UserMemory.TryRead(ctx.Uservaddr.Address, out ushort family)) Families.TrySet(ctx.Fd, new Family { Number = family });
                return 0;
            }
        }
        """).With("BpfKernelList", AllKernels).BuildAsync());

    [Fact]
    public async Task A_field_that_a_kernel_lacks_is_an_error_at_its_use()
    {
        Diagnostic error = (await Host.Of("""
            [TracepointContext("sched", "sched_process_exit")] public partial struct ProcessExit;

            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                static ulong Ends;

                [Tracepoint("sched", "sched_process_exit")]
                static int OnExit(in ProcessExit ctx)
                {
                    if (ctx.GroupDead) Interlocked.Increment(ref Ends);
                    return 0;
                }
            }
            """).With("BpfKernelList", "6.12").BuildAsync()).First();
        Assert.Equal(("BPF0332", "ctx.GroupDead"), (error.Id, Host.TextAt(error.Location)));
    }

    [Theory]
    [InlineData("sched", "sched_swicth")]
    [InlineData("syscalls", "sys_exit_openat")]
    public async Task A_tracepoint_without_a_known_record_is_an_error_at_the_struct(string category, string name)
    {
        Diagnostic error = Assert.Single(await Host.Of($"[TracepointContext(\"{category}\", \"{name}\")] public partial struct SchedSwitch;").BuildAsync());
        Assert.Equal(("BPF0335", "SchedSwitch"), (error.Id, Host.TextAt(error.Location)));
        Assert.Contains("SysExit", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.10", "")]
    [InlineData("6.12", "Rwbs: 'rwbs' is at 34")]
    [InlineData("5.10,7.2", "Rwbs: 'rwbs' is at 34")]
    public async Task Offsets_of_ones_own_are_compared_with_the_kernels_named(string kernels, string problem)
    {
        IEnumerable<Diagnostic> errors = await Host.Of("""
            using System.Runtime.InteropServices;
            [TracepointContext("block", "block_rq_issue"), StructLayout(LayoutKind.Explicit)]
            public struct RequestIssued { [FieldOffset(8)] public uint Dev; [FieldOffset(28)] public uint Bytes; [FieldOffset(32)] public byte Rwbs; }
            """).With("BpfKernelList", kernels).BuildAsync();
        Assert.Equal(problem, string.Join("", errors.Select(error => Host.TextAt(error.Location) + error.GetMessage()[error.GetMessage().IndexOf(": ", StringComparison.Ordinal)..error.GetMessage().IndexOf(". Declare", StringComparison.Ordinal)])));
        Assert.All(errors, error => Assert.Equal("BPF0336", error.Id));
    }

    [Fact]
    public async Task Every_tracepoint_known_makes_a_struct_that_compiles()
    {
        string structs = string.Join("\n", TracepointFormats.All.Select((format, i) =>
            $"[TracepointContext(\"{format.Name.Replace("/", "\", \"", StringComparison.Ordinal)}\")] public partial struct T{i};"));
        Assert.Empty(await Host.Of(structs).BuildAsync(analyzers: false));
    }

    [Fact]
    public void An_edit_elsewhere_makes_nothing_anew()
    {
        Host host = new(
            ("Contexts.cs", "using Bpf; [TracepointContext(\"sched\", \"sched_switch\")] public partial struct SchedSwitch;"), ("Other.cs", "class Other { void F() { } }"));
        host.Generate();
        host.Edit("Other.cs", "class Other { void F() { int x = 1; } }");
        Assert.All(
            host.Generate().TrackedSteps[BpfGenerator.Steps.Complete].SelectMany(step => step.Outputs),
            output => Assert.Contains(output.Reason, (IncrementalStepRunReason[])[IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]));
    }
}
