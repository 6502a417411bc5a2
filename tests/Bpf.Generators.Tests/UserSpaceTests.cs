using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>What is said about user code around an object, and what is suggested.</summary>
public sealed class UserSpaceTests
{
    [Theory]
    [InlineData("Probe.Load();", "BPF0603", "Probe.Load()")]
    [InlineData("_ = Probe.Load();", "BPF0603", "Probe.Load()")]
    [InlineData("var probe = Probe.Load();", "BPF0603", "Probe.Load()")]
    [InlineData("Probe.Loaded probe = Probe.Load(); probe.OnRead.ToString(); uint n = probe.Sum;", "BPF0603", "Probe.Load()")]
    [InlineData("using Probe.Loaded probe = Probe.Load(); probe.Attach();", null, null)]
    [InlineData("using (var probe = Probe.Load()) probe.Attach();", null, null)]
    [InlineData("using (Probe.Load()) { }", null, null)]
    [InlineData("var probe = Probe.Load(); try { } finally { probe.Dispose(); }", null, null)]
    [InlineData("var probe = Probe.Load(); using (probe) { }", null, null)]
    [InlineData("var probe = Probe.Load(); Keep(probe);", null, null)]
    [InlineData("Keep(Probe.Load());", null, null)]
    [InlineData("using var probe = Probe.Load(new() { Level = 10 });", null, null)]
    [InlineData("using var probe = Probe.Load(new() { Level = 11 });", "BPF0605", "11")]
    [InlineData("using var probe = Probe.Load(new() { Level = 0, Any = 11 });", "BPF0605", "0")]
    [InlineData("var config = new Probe.Config { Grade = Grade.F };", "BPF0605", "Grade.F")]
    [InlineData("Probe.Known.TrySet(1, 2);", "BPF0601", "Probe.Known.TrySet(1, 2)")]
    [InlineData("Console.WriteLine(CurrentTask.Tgid);", "BPF0601", "CurrentTask.Tgid")]
    [InlineData("UInt16BE port = 80; Console.WriteLine((ushort)port);", null, null)]
    [InlineData("using (BpfWorld.Enter(null!)) Probe.Known.TrySet(1, 2);", null, null)]
    public async Task Misuse_in_user_code_is_named_where_it_stands(string statements, string? rule, string? at)
    {
        Host host = Host.Of(App(statements));
        Diagnostic[] found = [.. (await host.BuildAsync()).Where(d => d.Id.StartsWith("BPF", StringComparison.Ordinal))];
        if (rule is null)
            Assert.Empty(found);
        else
            Assert.Equal([(rule, at!)], found.Select(d => (d.Id, Host.TextAt(d.Location))));
    }

    [Fact]
    public async Task Attach_without_a_hook_is_explained_beside_the_error_of_CSharp()
    {
        Host host = Host.Of("""
            static class User { static void Go() { using Probe.Loaded probe = Probe.Load(); probe.Attach(); probe.Filter.ToString(); } }

            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                [Xdp] static XdpAction Filter(XdpContext ctx) => XdpAction.Pass;
            }
            """);
        Diagnostic[] found = [.. await host.BuildAsync()];
        Assert.Equal(["BPF0604", "CS1061"], found.Select(d => d.Id).Order());
        Assert.All(found, error => Assert.Equal("Attach", Host.TextAt(error.Location)));
    }

    [Theory]
    [InlineData("Sum = 1; Load();", "Load()")]
    [InlineData("Sum = 1; Probe.Load().Dispose();", "Probe.Load().Dispose()")]
    public async Task What_belongs_to_user_space_is_refused_in_a_program(string statements, string at)
    {
        Host host = Host.Of($$"""
            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                static uint Sum;
                [Xdp] static XdpAction Filter(XdpContext ctx) { {{statements}} return XdpAction.Pass; }
            }
            """);
        Diagnostic[] found = [.. (await host.BuildAsync()).Where(d => d.Id != "BPF0590")];
        Assert.Null(host.Image());
        Assert.Equal([("BPF0602", at)], found.Select(d => (d.Id, Host.TextAt(d.Location))));
    }

    [Fact]
    public async Task A_program_outside_of_an_object_is_an_error()
    {
        Host host = Host.Of("static partial class Probe { [Xdp] static XdpAction Filter(XdpContext ctx) => XdpAction.Pass; static int Helper() => 0; }");
        Diagnostic error = Assert.Single(await host.BuildAsync());
        Assert.Equal(("BPF0012", "Filter"), (error.Id, Host.TextAt(error.Location)));
        Assert.Contains("'Filter' has [Xdp], but its class 'Probe'", error.GetMessage());
    }

    [Theory]
    [InlineData("Sum++;", "Sum++")]
    [InlineData("Sum += ctx.Length;", "Sum += ctx.Length")]
    [InlineData("Last.Count -= 1;", "Last.Count -= 1")]
    [InlineData("if (Known.TryFind(1, out Ref<uint> n)) n.Value++;", "n.Value++")]
    [InlineData("Ref<uint> n; if (Known.TryFind(1, out n)) --n.Value;", "--n.Value")]
    [InlineData("if (Own.TryFind(1, out Ref<uint> n)) n.Value++;", null)]
    [InlineData("if (Sum++ == 0) return XdpAction.Drop;", null)]
    [InlineData("uint local = 1; local++; Last.Small++;", null)]
    [InlineData("Sum = 5; Interlocked.Increment(ref Sum);", null)]
    public async Task A_count_that_is_not_atomic_is_remarked_on(string statements, string? at)
    {
        Host host = Host.Of($$"""
            public struct Seen { public uint Count; public byte Small; }

            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                static readonly HashMap<uint, uint> Known = new(16);
                static readonly PerCpuHashMap<uint, uint> Own = new(16);
                static uint Sum;
                static Seen Last;
                [Xdp] static XdpAction Filter(XdpContext ctx) { {{statements}} return XdpAction.Pass; }
            }
            """, suggestions: true);
        Diagnostic[] found = [.. (await host.BuildAsync()).Where(d => d.Id == "BPF0901")];
        Assert.Equal(at is null ? [] : [at], found.Select(d => Host.TextAt(d.Location)));
    }

    [Fact]
    public async Task A_map_that_no_program_uses_is_remarked_on()
    {
        Host host = Host.Of("""
            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                static readonly HashMap<uint, uint> Used = new(16), Unused = new(16);
                [Xdp] static XdpAction Filter(XdpContext ctx) { Used.Remove(1); return XdpAction.Pass; }
            }
            """, suggestions: true);
        Diagnostic remark = Assert.Single(await host.BuildAsync(), d => d.Id.StartsWith("BPF", StringComparison.Ordinal));
        Assert.Equal(("BPF0902", "Unused"), (remark.Id, Host.TextAt(remark.Location)));
    }

    [Theory]
    [InlineData("linux-s390x", true)]
    [InlineData("linux-x64", false)]
    [InlineData("linux-musl-arm64", false)]
    [InlineData("", false)]
    public async Task A_big_endian_machine_is_refused(string runtimeIdentifier, bool refused)
    {
        Host host = Host.Of(App("")).With("RuntimeIdentifier", runtimeIdentifier);
        Assert.Equal(refused ? ["BPF0018", "BPF0590"] : [], (await host.BuildAsync()).Select(d => d.Id).Order());
    }

    [Fact]
    public async Task A_kernel_that_nobody_knows_is_an_error()
    {
        Host host = Host.Of(App("")).With("BpfKernelList", "6.12,2.4");
        Diagnostic error = Assert.Single(await host.BuildAsync(), d => d.Id != "BPF0590");
        Assert.Equal("BPF0317", error.Id);
        Assert.StartsWith("BpfKernels is wrong: unknown kernel '2.4'; known are 5.10,", error.GetMessage());
    }

    [Theory]
    [InlineData("while (true) Sum = ctx.Length;")]
    [InlineData("for (;;) { }")]
    [InlineData("if (ctx.Length == 7) { Again: Sum = 1; goto Again; }")]
    public async Task A_loop_that_nothing_leaves_is_refused(string statements)
    {
        Host host = Host.Of($"[BpfObject(License = \"GPL\")] static partial class Probe {{ static uint Sum; [Xdp] static XdpAction Filter(XdpContext ctx) {{ {statements} return XdpAction.Pass; }} }}");
        Diagnostic error = Assert.Single(await host.BuildAsync(), d => d.Id is not ("BPF0590" or "CS0162"));
        Assert.Equal("BPF0404", error.Id);
        Assert.Contains(Host.TextAt(error.Location), statements + " Filter"); // an empty loop has no expression
    }

    private static string App(string statements) => $$"""
        public static class Program
        {
            public static void Main() { {{statements}} }
            static void Keep(IDisposable what) { }
        }

        public enum Grade : byte { A = 1, B, F = 6 }

        [BpfObject(License = "GPL")]
        public static partial class Probe
        {
            internal static readonly HashMap<uint, ulong> Known = new(maxEntries: 16);
            [Config(Min = 1, Max = 10)] static uint Level = 1;
            [Config(Max = 5)] static Grade Grade = Grade.A;
            [Config] static uint Any;
            static uint Sum;

            [Kprobe("vfs_read")]
            static int OnRead(in PtRegs ctx) { Known.Remove(Level + Any + (uint)Grade); Sum = 1; return 0; }
        }
        """;
}
