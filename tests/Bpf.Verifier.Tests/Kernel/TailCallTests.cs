using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Tail calls, which end the program or go on: verdict, message and processed count are the running kernel's.</summary>
public class TailCallTests
{
    private const uint EveryState = 1 << 3; // BPF_F_TEST_STATE_FREQ
    private const string TailCall = "r2 = map[programs]\nr3 = 0\ncall bpf_tail_call\n";

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

    private static LoadRequest Request(string text, uint flags = 0) => new()
    {
        Name = "test",
        ProgramType = ProgramType.SchedCls,
        License = "GPL",
        Flags = flags,
        Instructions = Assembler.Assemble(text, new() { Map = static name => name == "programs" ? 0 : null }),
        Maps = [new() { Name = "programs", Type = MapType.ProgArray, KeySize = 4, ValueSize = 4, MaxEntries = 1 }],
    };

    [Theory]
    [InlineData(Packet + TailCall + "*(u32 *)(r6 + 0) = 1\nl:\nr0 = 0\nexit")]
    [InlineData(Packet + "call f\n*(u32 *)(r6 + 0) = 1\nl:\nr0 = 0\nexit\nf:\n" + TailCall + "r0 = 0\nexit")]
    public void Packet_pointers_survive_a_tail_call_of_the_program_but_not_of_what_it_calls(string text) => Oracle.AssertSame(Request(text));

    [Theory]
    [InlineData(Written + "*(u64 *)(r6 + 0) = -16\nr0 = 0\nexit")]
    [InlineData(Written + "if r1 == 0 goto n\nr1 = 1\nn:\n*(u64 *)(r6 + 0) = -16\nr0 = 0\nexit")]
    [InlineData(Written + TailCall + "*(u64 *)(r6 + 0) = -16\nr0 = 0\nexit")]
    public void What_a_subprogram_overwrites_in_its_caller_does_not_matter_before(string text) => Oracle.AssertSame(Request(text, EveryState));
}
