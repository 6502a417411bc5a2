using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>Declarations that cannot be: one error at the name they are about, and no others that follow from it.</summary>
public sealed class DeclarationTests
{
    private const string Filter = "[Xdp] static XdpAction Filter(XdpContext ctx) => XdpAction.Pass;";

    public static TheoryData<string, string, string, string> Members => new()
    {
        // members                                                                              rule       at             says
        { "static readonly HashMap<uint, ulong> Counts = new(0);",                              "BPF0303", "Counts",      "'maxEntries' of map 'Counts' is 0" },
        { "static readonly ArrayMap<uint> Slots = new(maxEntries: -1);",                        "BPF0303", "Slots",       "is -1" },
        { "static readonly RingBuffer<uint> Events = new(100_000);",                            "BPF0304", "Events",      "has 100000 bytes" },
        { "static readonly RingBuffer<uint> Events = new(0);",                                  "BPF0304", "Events",      "has 0 bytes" },
        { "static readonly RingBuffer<uint> Events = new(2048);",                               "BPF0304", "Events",      "has 2048 bytes" },
        { "struct Big { public PathBuffer A, B; public uint C; } static readonly HashMap<Big, uint> Keys = new(1);", "BPF0207", "Keys", "takes 516 bytes, and a key of 'Keys' may take at most 512" },
        { "[System.Runtime.CompilerServices.InlineArray(40_000)] struct Big { byte _e; } static readonly PerCpuArray<Big> Slots = new(1);", "BPF0207", "Slots", "a value of 'Slots' may take at most 32768" },
        { "[System.Runtime.CompilerServices.InlineArray(4096)] struct Big { byte _e; } static readonly RingBuffer<Big> Events = new(4096);", "BPF0207", "Events", "an event of 'Events' may take at most 4088" },
        { "static readonly LpmTrie<uint, ulong> Nets = new(8);",                                "BPF0209", "Nets",        "The key 'uint' of LPM trie 'Nets'" },
        { "struct Key { public uint PrefixLength; } static readonly LpmTrie<Key, ulong> Nets = new(8);",               "BPF0209", "Nets", "is not a prefix" },
        { "struct Key { public uint Address, PrefixLength; } static readonly LpmTrie<Key, ulong> Nets = new(8);",      "BPF0209", "Nets", "is not a prefix" },
        { "static readonly HashMap<uint, ulong> ConnectionsByPid4 = new(8), ConnectionsByPid6 = new(8);", "BPF0015", "ConnectionsByPid6", "both 'ConnectionsByPi'" },
        { "[Kprobe(\"vfs_read\"), Kretprobe(\"vfs_read\")] static int Both(in PtRegs ctx) => 0;", "BPF0014", "Both",     "(Kprobe, Kretprobe)" },
        { "static readonly HashMap<uint, ulong> Object = new(8);",                              "BPF0019", "Object",      "'Loaded' has a member" },
        { "static ulong Dispose;",                                                              "BPF0019", "Dispose",     "'Loaded' has a member" },
        { "[Kprobe(\"vfs_read\")] static int Attach() => 0;",                                   "BPF0019", "Attach",      "'Loaded' has a member" },
        { "static readonly HashMap<uint, ulong> Loaded = new(8);",                              "BPF0019", "Loaded",      "the build adds a member 'Loaded'" },
        { "static ulong Load;",                                                                 "BPF0019", "Load",        "the build adds" },
        { "static int GetImage;",                                                               "BPF0019", "GetImage",    "the build adds" },
        { "[Config] static int Limit; static ulong Config;",                                    "BPF0019", "Config",      "the build adds a member 'Config'" },
        { "[Config] static int Values;",                                                        "BPF0019", "Values",      "'Config' has a member" },
        { "[Config] static int ToString;",                                                      "BPF0019", "ToString",    "'Config' has a member" },
        { "[Kprobe] static int Filter() => 0;",                                                 "BPF0019", "Filter",      "another program of 'Probe'" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_that_cannot_be_is_refused_at_its_name(string members, string rule, string at, string says)
    {
        Diagnostic[] found = [.. (await Host.Of($"[BpfObject(License = \"GPL\")] static partial class Probe {{ {members} {Filter} }}").BuildAsync())
            .Where(diagnostic => diagnostic.Id is not ("BPF0590" or "CS0108"))];
        Diagnostic error = Assert.Single(found);
        Assert.Equal((rule, at), (error.Id, Host.TextAt(error.Location)));
        Assert.Contains(says, error.GetMessage());
    }

    [Theory]
    [InlineData("static ulong Config;")]                   // no [Config] field, no class Config
    [InlineData("static ulong Attach;")]                   // no hook is named, no method Attach
    [InlineData("static uint Load(uint n) => n;")]         // an overload
    [InlineData("static ulong target, config, value, ctx;")]
    [InlineData("[Xdp] static XdpAction ctx(XdpContext context) => XdpAction.Drop;")]
    [InlineData("[Kretprobe] static int target(ref PtRegs ctx) => (int)ctx.ReturnValue;")]
    [InlineData("[Config] static int Object, config;")]
    [InlineData("static readonly RingBuffer<uint> Events = new(4096); static readonly LpmTrie<Ipv6Prefix, ulong> Nets = new(8);")]
    public async Task Other_names_are_free(string members) =>
        Assert.Empty(await Host.Of($"[BpfObject(License = \"GPL\")] static partial class Probe {{ {members} {Filter} }}").BuildAsync());

    [Fact]
    public async Task Whatever_is_generated_has_a_name_that_members_cannot_have()
    {
        Host everything = Host.Of($"[BpfObject(License = \"GPL\")] static partial class Probe {{ [Config] static int Limit; [Kprobe(\"vfs_read\")] static int OnRead() => 0; {Filter} }}");
        Compilation built = everything.Compilation.AddSyntaxTrees(everything.Generate().GeneratedSources.Select(source => source.SyntaxTree));
        INamedTypeSymbol loaded = built.GetSymbolsWithName("Loaded").OfType<INamedTypeSymbol>().Single();
        for (INamedTypeSymbol? type = loaded; type is not null; type = type.BaseType)
        {
            foreach (string name in type.GetMembers().Where(m => m.CanBeReferencedByName && m.DeclaredAccessibility != Accessibility.Private).Select(m => m.Name).Except(["OnRead", "Filter"]).Distinct())
            {
                Host host = Host.Of($"[BpfObject(License = \"GPL\")] static partial class Probe {{ static ulong {name}; [Kprobe(\"vfs_read\")] static int OnRead() => 0; {Filter} }}");
                Assert.Equal(["BPF0019", "BPF0590"], (await host.BuildAsync()).Select(d => d.Id).Where(id => id != "CS0108").Order());
            }
        }
    }

    [Theory]
    [InlineData("static class Probe { FILTER }", "BPF0008", "Probe")]
    [InlineData("partial class Probe { FILTER }", "BPF0001", "Probe")]
    [InlineData("static partial class Probe<T> { FILTER }", "BPF0009", "Probe")]
    [InlineData("static partial class Loaded { FILTER }", "BPF0019", "Loaded")]
    public async Task A_class_that_nothing_can_be_added_to_is_refused_at_its_name(string declaration, string rule, string at)
    {
        Diagnostic[] found = [.. await Host.Of("[BpfObject(License = \"GPL\")] " + declaration.Replace("FILTER", Filter, StringComparison.Ordinal)).BuildAsync()];
        Assert.Equal([rule, "BPF0590"], found.Select(error => error.Id).Order());
        Assert.Equal(at, Host.TextAt(found.Single(error => error.Id == rule).Location));
    }

    [Fact]
    public async Task A_class_around_it_must_be_partial_too()
    {
        Diagnostic[] found = [.. await Host.Of($"class Outer {{ [BpfObject(License = \"GPL\")] static partial class Probe {{ {Filter} }} }}").BuildAsync()];
        Diagnostic error = Assert.Single(found, error => error.Id != "BPF0590");
        Assert.Equal(("BPF0008", "Outer"), (error.Id, Host.TextAt(error.Location)));
    }

    [Theory]
    [InlineData("[Tracepoint(\"sched/sched_switch\")] static int F(in SysEnter ctx) => 0;")]
    [InlineData("[RawTracepoint] static int F(in RawTracepointArgs ctx) => 0;")]
    public async Task Generated_code_adds_no_warnings_to_an_error_in_an_attribute(string program)
    {
        Diagnostic[] found = [.. await Host.Of($"[BpfObject(License = \"GPL\")] static partial class Probe {{ {program} }}").BuildAsync()];
        Assert.Contains(found, error => error.Id == "CS7036");
        Assert.DoesNotContain(found, warning => warning.Severity == DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("[BpfObject] static partial class Probe { FILTER }", "BPF0011")]
    [InlineData("[BpfObject(License = \"GPL\")] static partial class Probe { static ulong Sum; }", "BPF0013")]
    public async Task What_is_probably_not_meant_is_a_warning_and_the_object_is_built(string declaration, string rule)
    {
        Host host = Host.Of(declaration.Replace("FILTER", Filter, StringComparison.Ordinal));
        Diagnostic warning = Assert.Single(await host.BuildAsync());
        Assert.Equal((rule, DiagnosticSeverity.Warning, "Probe"), (warning.Id, warning.Severity, Host.TextAt(warning.Location)));
        Assert.NotNull(host.Image());
    }

    [Fact]
    public async Task A_helper_for_GPL_programs_is_refused_where_it_is_called()
    {
        Host host = Host.Of("""
            [BpfObject(License = "MIT")]
            static partial class Probe
            {
                [Kprobe] static int OnCall(in PtRegs ctx) { Trace.Print($"called"); return 0; }
            }
            """);
        Diagnostic error = Assert.Single(await host.BuildAsync(), error => error.Id != "BPF0590");
        Assert.Equal(("BPF0312", "Trace.Print($\"called\")"), (error.Id, Host.TextAt(error.Location)));
        Assert.Contains("bpf_trace_printk, which is for GPL-compatible programs only, and the license is \"MIT\"", error.GetMessage());
    }
}
