using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests.Beginners;

/// <summary>
/// Mistakes of people who are new to this: each gives one error or warning, at the expression that has to change, and nothing that only follows from it.
/// </summary>
public sealed class BeginnerTests
{
    private const string Start = "[|", End = "|]", Separator = " --- ";

    /// <summary>Where one of these stands, a program is among the members.</summary>
    private static readonly string[] s_hooks = ["[Xdp", "[Tracepoint", "[Kprobe", "[Kretprobe", "[Uprobe", "[RawTracepoint", "[Tc", "[Fentry", "[Lsm", "[BtfTracepoint"];

    public static TheoryData<string, string, string> Mistakes =>
        [.. DeclarationsMistakes.All, .. LanguageMistakes.All, .. TypesMistakes.All, .. LimitsMistakes.All];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named_once_at_its_expression(string mistake, string rule, string code)
    {
        string marked = File(code);
        int start = marked.IndexOf(Start, StringComparison.Ordinal);
        int end = marked.IndexOf(End, StringComparison.Ordinal) - Start.Length;
        Host host = HostOf(marked.Replace(Start, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal));

        Diagnostic[] found = [.. (await host.BuildAsync()).Where(d => d.Id != "BPF0590" && (d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("BPF", StringComparison.Ordinal)))];
        Assert.True(found.Length == 1, $"{mistake}: {string.Join("\n", found.AsEnumerable())}");
        Assert.Equal((rule, start, end), (found[0].Id, found[0].Location.SourceSpan.Start, found[0].Location.SourceSpan.End));
        Assert.Equal(found[0].Severity == DiagnosticSeverity.Error, host.Image() is null);
    }

    public static TheoryData<string, string> Correct => CorrectPrograms.All;

    [Theory]
    [MemberData(nameof(Correct))]
    public async Task What_looks_like_a_mistake_and_is_none_is_compiled(string what, string code)
    {
        Host host = HostOf(File(code));
        Diagnostic[] found = [.. (await host.BuildAsync()).Where(d => !d.Id.StartsWith("CS", StringComparison.Ordinal))];
        Assert.True(found.Length == 0, $"{what}: {string.Join("\n", found.AsEnumerable())}");
        Assert.NotNull(host.Image());
    }

    private static Host HostOf(string text) => new Host(
        ("Usings.cs", "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using Bpf;"),
        ("Probe.cs", text)).With("BpfKernelList", "6.1");

    /// <summary>A file of its own, members of an object, or what an XDP program does, with the methods it calls behind the separator.</summary>
    private static string File(string code)
    {
        if (code.Contains("[BpfObject", StringComparison.Ordinal)) return code;
        if (!s_hooks.Any(hook => code.Contains(hook, StringComparison.Ordinal)))
        {
            string[] parts = code.Split(Separator);
            code = "[Xdp] static XdpAction Filter(XdpContext ctx) { " + parts[0] + " return XdpAction.Pass; } " + string.Concat(parts.Skip(1));
        }

        return "public struct Ev { public uint Pid; public ulong Time; public Comm Comm; }\n"
            + "[BpfObject(License = \"GPL\")]\npublic static partial class Probe\n{\n"
            + "    static readonly HashMap<uint, ulong> Counts = new(maxEntries: 16);\n    static readonly RingBuffer<Ev> Events = new(4096);\n    static uint Sum;\n    "
            + code + "\n}\n";
    }
}
