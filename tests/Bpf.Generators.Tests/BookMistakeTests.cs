using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>The bugs of the programs that examples/book follows, written in C#: what the build says about them.</summary>
public sealed class BookMistakeTests
{
    private const string Start = "[|", End = "|]";

    /// <summary>The original, its bug, what is said, and the bug in C#, the expression it is said at marked.</summary>
    public static TheoryData<string, string, string> Bugs { get; } = new()
    {
        { "chapter-4/usdt: the program returns nothing", "CS0161", "[Usdt] static int [|OnMark|]() { Trace.Print($\"{CurrentTask.Pid}\"); }" },
        { "chapter-4/tracepoints: a context of type void", "CS1536", "[Tracepoint(\"syscalls\", \"sys_enter_bpf\")] static int OnLoad([|void|] ctx) => 0;" },
        {
            "chapter-4/histograms: the start of a call is used before it is found", "BPF0501",
            "static readonly HashMap<ulong, ulong> Started = new(64); static ulong Last; [Kretprobe] static int OnReturn() { Started.TryFind(CurrentTask.PidTgid, out Ref<ulong> start); Last = Helpers.KtimeGetNs() - [|start.Value|]; return 0; }"
        },
        {
            "chapter-6/packet-filtering-raw-sockets: a counter of all CPUs is added to", "BPF0901",
            "static readonly ArrayMap<ulong> Packets = new(256); [SocketFilter] static int Count(in SkBuff ctx) { if (Packets.TryFind(6, out Ref<ulong> packets)) [|packets.Value++|]; return 0; }"
        },
        {
            "chapter-7/bcc: a header is read without asking whether it is there", "BPF0501",
            "[Xdp] static XdpAction Filter(XdpContext ctx) { PacketCursor cursor = ctx.Cursor; cursor.TryRead(out Ref<EthernetHeader> ethernet); return [|ethernet.Value.EtherType|] == EtherType.IPv4 ? XdpAction.Drop : XdpAction.Pass; }"
        },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_bug_of_an_original_is_named_at_its_expression(string original, string id, string members)
    {
        string marked = "[BpfObject(License = \"GPL\")] public static partial class Probe { " + members + " }";
        Host host = Host.Of(marked.Replace(Start, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal), suggestions: true);
        string at = marked[(marked.IndexOf(Start, StringComparison.Ordinal) + Start.Length)..marked.IndexOf(End, StringComparison.Ordinal)];
        Diagnostic[] said = [.. await host.BuildAsync()];
        Diagnostic[] found = [.. said.Where(d => d.Id == id)];
        Assert.True(found.Length == 1, $"{original}: {string.Join("\n", said.AsEnumerable())}");
        Assert.Equal(at, Host.TextAt(found[0].Location));
    }
}
