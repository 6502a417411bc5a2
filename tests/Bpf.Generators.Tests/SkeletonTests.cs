using Bpf.Tests;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>The generated <c>Config</c>, <c>Load</c> and <c>Loaded</c>.</summary>
public sealed class SkeletonTests
{
    [Theory]
    [InlineData("public", "public")]
    [InlineData("public", "internal")]
    [InlineData("internal", "public")]
    [InlineData("internal", "internal")]
    public async Task A_class_with_everything_builds(string classAccess, string typeAccess) =>
        Assert.Empty(await Host.Of(Everything(classAccess, typeAccess)).BuildAsync());

    [Theory]
    [InlineData("public", "public")]
    [InlineData("public", "internal")]
    public void The_skeleton_is_as_agreed(string classAccess, string typeAccess)
    {
        GeneratedSourceResult skeleton = Assert.Single(
            Host.Of(Everything(classAccess, typeAccess)).Generate().GeneratedSources, source => !source.HintName.Contains(".Image.", StringComparison.Ordinal));
        Assert.Equal("Company.event.Outer+Probe.Bpf.g.cs", skeleton.HintName);
        Snapshot.Verify(skeleton.SourceText.ToString(), typeAccess);
    }

    [Fact]
    public async Task Types_that_only_the_class_sees_stay_within_it()
    {
        Host host = Host.Of("""
            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                struct Key { public uint Id; }
                static readonly HashMap<Key, ulong> Seen = new(maxEntries: 16);
                static readonly HashMap<uint, ulong> Known = new(maxEntries: 16);

                [Xdp]
                static XdpAction Filter(XdpContext ctx)
                {
                    Key key = new() { Id = ctx.Length };
                    Seen.TrySet(key, 1);
                    return XdpAction.Pass;
                }
            }
            """);
        Assert.Empty(await host.BuildAsync());
    }

    [Fact]
    public async Task What_programs_need_is_passed_to_the_loader()
    {
        Host host = Host.Of("""
            using Bpf.Core.Kernel;

            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                [Kprobe("vfs_read"), Requires(Feature.Kprobes), Requires(Feature.PerfLink)] static int Fast() => 0;
                [RawTracepoint("sys_enter"), InsteadOf(nameof(Fast))] static int Slow() => 0;
            }
            """);
        Assert.Empty(await host.BuildAsync());
        string skeleton = Assert.Single(
            host.Generate().GeneratedSources, source => !source.HintName.Contains(".Image.", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("""new("Fast", [global::Bpf.Core.Kernel.Feature.Kprobes, global::Bpf.Core.Kernel.Feature.PerfLink]),""", skeleton);
        Assert.Contains("""new("Slow", [], "Fast"),""", skeleton);
        Assert.Contains("DecodeImage(), options, null, Conditions)", skeleton);
    }

    [Fact]
    public async Task Programs_that_take_arguments_run_on_the_CLR_with_those_of_their_context()
    {
        Host host = Host.Of("""
            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                [KernelType("file")] public struct File { public KernelPtr<byte> FInode; }
                static ulong Seen;
                [Kprobe("vfs_read")] static int Enter(KernelPtr<File> file, UserPtr<byte> buffer, nuint count) { Seen = count; return 0; }
                [Kretprobe("vfs_read")] static int Leave([ReturnValue] long result) { Seen = (ulong)result; return 0; }
                [Fentry("vfs_read")] static int Entry(Ref<File> file, UserPtr<byte> buffer, nuint count) { Seen = count; return 0; }
                [Fexit("vfs_read")] static int Exit(Ref<File> file, UserPtr<byte> buffer, nuint count, KernelPtr<long> at, [ReturnValue] nint result) { Seen = (ulong)result; return 0; }
            }
            """);
        Assert.Empty(await host.BuildAsync());
        string skeleton = Assert.Single(
            host.Generate().GeneratedSources, source => !source.HintName.Contains(".Image.", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("Probe.Enter(new global::Bpf.KernelPtr<global::Probe.File>(ctx.Argument0), new global::Bpf.UserPtr<byte>(ctx.Argument1), unchecked((nuint)ctx.Argument2))", skeleton);
        Assert.Contains("Probe.Leave(unchecked((long)ctx.ReturnValue))", skeleton);
        Assert.Contains("Probe.Entry(default, new global::Bpf.UserPtr<byte>(ctx[1]), unchecked((nuint)ctx[2]))", skeleton);
        Assert.Contains("new global::Bpf.KernelPtr<long>(ctx.Args[3]), unchecked((nint)ctx.ReturnValue))", skeleton);
    }

    [Fact]
    public async Task Functions_of_the_kernels_get_a_body()
    {
        Host host = Host.Of("""
            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                [KernelType("task_struct")] public struct Task { public int Pid; }
                [Kfunc("bpf_task_from_pid")] private static partial Ref<Task> TaskFromPid(int pid);
                [Kfunc("bpf_task_release")] static partial void Release(Ref<Task> task);
                [KConfig("CONFIG_HZ")] static readonly uint Hz;

                [Tc] static TcAction F(in SkBuff skb)
                {
                    Ref<Task> task = TaskFromPid((int)Hz);
                    if (!task.IsNull) Release(task);
                    return TcAction.Ok;
                }
            }
            """).With("BpfKernelList", "6.18");
        Assert.Empty(await host.BuildAsync());
        string skeleton = Assert.Single(
            host.Generate().GeneratedSources, source => !source.HintName.Contains(".Image.", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("private static partial global::Bpf.Ref<global::Probe.Task> TaskFromPid(int pid) => throw global::Bpf.KernelFunction.NotHere(\"bpf_task_from_pid\");", skeleton);
        Assert.Contains("static partial void Release(global::Bpf.Ref<global::Probe.Task> task) => throw", skeleton);
    }

    [Fact]
    public async Task A_class_hidden_in_another_shows_its_types()
    {
        Host host = Host.Of("""
            public sealed partial class Tests
            {
                private struct Key { public uint Id; }

                [BpfObject(License = "GPL")]
                private static partial class Probe
                {
                    static readonly HashMap<Key, ulong> Seen = new(maxEntries: 16);
                    [Xdp] static XdpAction Filter() => XdpAction.Pass;
                }
            }
            """);
        Assert.Empty(await host.BuildAsync());
        Assert.Contains("public global::Bpf.BpfHashMap<global::Tests.Key, ulong> Seen", Assert.Single(
            host.Generate().GeneratedSources, source => !source.HintName.Contains(".Image.", StringComparison.Ordinal)).SourceText.ToString());
    }

    [Fact]
    public async Task Fields_that_only_the_other_side_writes_are_not_remarked_on_and_others_are()
    {
        Host host = Host.Of("""
            struct Inner { public uint Id; }
            struct Key { public Inner Inner; public uint Kind; private uint _reserved; }
            struct Mine { public uint Id; }
            static class User { public static uint Read(Mine mine) => mine.Id; }

            [BpfObject(License = "GPL")]
            static partial class Probe
            {
                static readonly HashMap<Key, ulong> Seen = new(maxEntries: 16);
                [Xdp] static XdpAction Filter() => XdpAction.Pass;
            }
            """);
        Diagnostic remark = Assert.Single(await host.BuildAsync());
        Assert.Equal(("CS0649", "Id"), (remark.Id, Host.TextAt(remark.Location)));
        Assert.Contains("Mine.Id", remark.GetMessage());
    }

    private static string Everything(string classAccess, string typeAccess) => $$"""
        namespace Company.@event;

        {{typeAccess}} enum Level : byte { Low, Mid = 5, High = 9 }

        {{typeAccess}} struct Sample { public uint Id; public uint Count; }

        [TracepointContext("sched", "sched_switch")]
        {{typeAccess}} struct Switch { public ulong Header; public ulong Rest; }

        {{classAccess}} partial class Outer
        {
            [BpfObject(License = "GPL")]
            {{classAccess}} static partial class Probe
            {
                static readonly HashMap<Sample, ulong> Hash = new(maxEntries: 16);
                static readonly LruHashMap<uint, Sample> Lru = new(maxEntries: 16);
                static readonly PerCpuHashMap<uint, Sample> PerCpu = new(maxEntries: 16);
                static readonly ArrayMap<Sample> Slots = new(maxEntries: 4);
                static readonly PerCpuArray<ulong> @class = new(maxEntries: 4);
                static readonly LpmTrie<Ipv4Prefix, ulong> Networks = new(maxEntries: 16);
                static readonly RingBuffer<Sample> Events = new(bytes: 4096);

                [Config] static uint TargetPid;
                [Config(Min = 1, Max = 10)] static int @int = 3;
                [Config(Min = -5, Max = 5)] static sbyte Offset;
                [Config] static Level Floor = Level.Mid;
                [Config(Min = 0, Max = 9)] static Level Ceiling = Level.High;
                [Config] static bool Verbose = true;
                [Config] static char Mark = 'x';
                [Config(Min = 1, Max = 1L << 40)] static ulong Big = 7;
                static ulong @static;
                static Sample Last;

                [Xdp] static XdpAction Filter(XdpContext ctx) { @static += ctx.Length; return XdpAction.Pass; }
                [Xdp] static uint Raw(XdpContext ctx) => Floor > Level.Low && Ceiling != Level.Low ? 2u : 1u;
                [Xdp] static XdpAction @goto() => Verbose ? XdpAction.Pass : XdpAction.Drop;
                [Tracepoint("syscalls", "sys_enter_openat")] static int OnEnter(in SysEnterOpenat ctx) => 0;
                [Tracepoint("sched", "sched_switch")] static int OnSwitch(in Switch ctx) { Last.Count++; return 0; }
                [Tracepoint("syscalls", "sys_exit_openat")] static int OnExit() => 0;
                [RawTracepoint("sys_enter")] static int OnRaw(in RawTracepointArgs ctx) => 0;
                [RawTracepoint("sys_exit")] static int OnRawBare() => 0;
                [Kprobe] static int OnCall(in PtRegs ctx) => 0;
                [Kprobe("vfs_read")] static uint OnRead() => 0;
                [Kretprobe("vfs_read")] static int OnReadReturn(in PtRegs ctx) => 0;
                [Uprobe] static int OnUser(in PtRegs ctx) => 0;
                [Uprobe("/bin/a \"b\\c", "main")] static int OnMain() => 0;
                [Uretprobe("/bin/bash", "readline")] static int OnReadline(in PtRegs ctx) => 0;
            }
        }
        """;
}
