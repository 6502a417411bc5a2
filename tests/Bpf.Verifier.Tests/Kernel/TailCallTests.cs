using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Tail calls, which end the program or go on: verdict, message and processed count are the running kernel's.</summary>
public class TailCallTests
{
    private const uint EveryState = 1 << 3; // BPF_F_TEST_STATE_FREQ
    private const string TailCall = "r2 = map[array]\nr3 = 0\ncall bpf_tail_call\n";

    private const string Packet = """
        r9 = r1
        r7 = *(u32 *)(r1 + 80)
        r6 = *(u32 *)(r1 + 76)
        r8 = r6
        r8 += 4
        if r8 > r7 goto l

        """;

    private const string Written = """
        r6 = r1
        *(u64 *)(r10 - 8) = -8
        call bpf_get_prandom_u32
        if r0 == 42 goto l
        *(u64 *)(r10 - 8) = -1024
        l:
        r1 = r6
        r2 = r10
        r2 += -8
        call f
        r1 = *(u64 *)(r10 - 8)
        r2 = r10
        r2 += r1
        r0 = *(u64 *)(r2 + 0)
        exit
        f:
        r6 = r2

        """;

    private static readonly MapSpec Programs = new() { Name = "programs", Type = MapType.ProgArray, KeySize = 4, ValueSize = 4, MaxEntries = 1 };

    private static LoadRequest Request(string text, uint flags = 0)
    {
        LoadRequest request = text.Contains("\nf:", StringComparison.Ordinal)
            ? TypedPrograms.Request(ProgramType.SchedCls, text, new("main"), new("f")) : TypedPrograms.Request(ProgramType.SchedCls, text);
        return request with { Flags = flags, Maps = request.Maps.SetItem(0, Programs) };
    }

    [Theory]
    [InlineData(Packet + TailCall + "*(u32 *)(r6 + 0) = 1\nl:\nr0 = 0\nexit")]
    [InlineData(Packet + "call f\n*(u32 *)(r6 + 0) = 1\nl:\nr0 = 0\nexit\nf:\n" + TailCall + "r0 = 0\nexit")]
    public void Packet_pointers_survive_a_tail_call_of_the_program_but_not_of_what_it_calls(string text) => Oracle.AssertSame(Request(text));

    [Theory]
    [InlineData(Written + "*(u64 *)(r6 + 0) = -16\nr0 = 0\nexit")]
    [InlineData(Written + "if r1 == 0 goto n\nr1 = 1\nn:\n*(u64 *)(r6 + 0) = -16\nr0 = 0\nexit")]
    [InlineData(Written + TailCall + "*(u64 *)(r6 + 0) = -16\nr0 = 0\nexit")]
    public void What_a_subprogram_overwrites_in_its_caller_does_not_matter_before(string text) => Oracle.AssertSame(Request(text, EveryState));

    // What a subprogram sets after a tail call is missing where that leaves it.
    [Theory]
    [InlineData("5.10", "r0 = *(u8 *)skb[0]", Verdict.Accept)]
    [InlineData("6.1", "r0 = *(u8 *)skb[0]", Verdict.Reject)]
    [InlineData("6.12", "r0 = *(u8 *)skb[0]", Verdict.Reject)]
    [InlineData("6.12", "tail", Verdict.Accept)]
    [InlineData("6.18", "tail", Verdict.Reject)]
    public void Kernels_differ_in_what_may_leave_a_subprogram(string kernel, string way, Verdict expected)
    {
        string text = "*(u64 *)(r10 - 8) = 0\nr2 = r10\nr2 += -8\ncall f\nr1 = *(u64 *)(r10 - 8)\nr0 = *(u32 *)(r1 + 0)\nr0 = 0\nexit\n"
            + "f:\nr7 = r2\nr6 = r1\n" + (way == "tail" ? TailCall : way + "\n") + "*(u64 *)(r7 + 0) = r6\nr0 = 0\nexit";
        Assert.Equal(expected, Oracle.Simulate(Request(text), kernel).Verdict);
    }
}
