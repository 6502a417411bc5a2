using Bpf.Core.Explain;

namespace Bpf.Core.Tests.Explain;

public class RejectionExplainerTests
{
    private static readonly SourceLocation s_lookup = At(11), s_check = At(13), s_use = At(14);

    private static readonly ObjectSourceMap s_map = new()
    {
        Functions =
        [
            new SourceMapFunction("filter", "xdp", 0, 30, "Firewall.Filter", [new(0, s_lookup), new(4, s_check), new(8, s_use), new(20, null)]),
        ],
    };

    [Fact]
    public void A_possibly_null_reference_says_where_it_comes_from()
    {
        BpfDiagnostic diagnostic = RejectionExplainer.Explain(
            new Rejection
            {
                Reason = RejectionReason.PossiblyNull,
                InstructionOffset = 9,
                Register = 0,
                KernelMessage = "R0 invalid mem access 'map_value_or_null'",
                OriginInstruction = 2,
            },
            "6.12",
            s_map,
            "filter");
        Assert.Equal(
            "Probe.cs(15,1): error BPF0501: This reference may be null here: it comes from line 12. Use it only where the call that gave "
            + "it returned true or non-null. '6.12' says: R0 invalid mem access 'map_value_or_null'",
            diagnostic.ToString());
    }

    [Theory]
    [InlineData("R3 !read_ok", "", "BPF0506")]
    [InlineData("R2 type=ctx expected=fp, pkt, pkt_meta, map_key, map_value", "R2=ctx()", "BPF0508")]
    [InlineData("R1 type=scalar expected=ringbuf_mem", "R1=scalar()", "BPF0517")]
    [InlineData("R1 type=scalar expected=ringbuf_mem", "R1=0", "BPF0501")]
    [InlineData("R1 type=inv expected=alloc_mem", "R1=inv0", "BPF0501")]
    [InlineData("R6 invalid mem access 'scalar'", "R6=scalar(id=1)", "BPF0517")]
    [InlineData("R6 invalid mem access 'inv'", "R6=inv(id=0)", "BPF0517")]
    [InlineData("write into map forbidden, value_size=4 off=0 size=4", "R1=map_value(map=.rodata,ks=4,vs=4)", "BPF0518")]
    [InlineData("program of this type cannot use helper bpf_probe_read_kernel#113", "", "BPF0509")]
    [InlineData("R1 leaks addr into map", "R1=ctx()", "BPF0519")]
    [InlineData("R2 pointer comparison prohibited", "R2=fp0", "BPF0519")]
    [InlineData("unknown opcode db", "", "BPF0513")]
    [InlineData("unreachable insn 7", "", "BPF0514")]
    [InlineData("fd 3 is not pointing to valid bpf_map", "", "BPF0515")]
    [InlineData("a sentence of a kernel to come", "", "BPF0520")]
    public void What_kernels_say_has_a_rule(string sentence, string known, string rule)
    {
        int register = sentence[0] == 'R' && char.IsDigit(sentence[1]) ? sentence[1] - '0' : -1;
        Rejection rejection = new() { Reason = KernelMessages.Classify(sentence), InstructionOffset = 9, Register = register, KernelMessage = sentence, Known = known };
        BpfDiagnostic diagnostic = RejectionExplainer.Explain(rejection, "6.12", s_map, "filter");
        Assert.Equal(rule, diagnostic.Id);
        Assert.EndsWith("'6.12' says: " + sentence, diagnostic.Message);
    }

    [Fact]
    public void A_null_that_the_kernel_calls_a_scalar_is_explained_as_null()
    {
        BpfDiagnostic diagnostic = RejectionExplainer.Explain(
            new Rejection
            {
                Reason = RejectionReason.MemoryBounds,
                InstructionOffset = 9,
                Register = 6,
                KernelMessage = "R6 invalid mem access 'scalar'",
                Known = "R6=0",
                AccessSize = 4,
                Path = [new BranchTaken(2, false), new BranchTaken(4, true)],
            },
            "6.12",
            s_map,
            "filter");
        Assert.Equal("BPF0501", diagnostic.Id);
        Assert.StartsWith(
            "This reference may be null here: it is null where the call that gave it failed, on the path through lines 12 and 14.", diagnostic.Message);
    }

    [Fact]
    public void A_packet_access_says_how_far_the_packet_is_known_and_which_way_it_was_reached()
    {
        BpfDiagnostic diagnostic = RejectionExplainer.Explain(
            new Rejection
            {
                Reason = RejectionReason.PacketBounds,
                InstructionOffset = 9,
                Register = 2,
                KernelMessage = "R2 offset is outside of the packet",
                Known = "R2=pkt(off=14,r=14)",
                AccessOffset = 23,
                AccessSize = 1,
                Path = [new BranchTaken(4, false), new BranchTaken(5, true)],
            },
            "5.10",
            slot => s_map.Find("filter", slot),
            span => span == s_use.Span ? "ip.Value.Protocol" : null);
        Assert.Equal(
            "'ip.Value.Protocol' is not covered by a comparison with the packet's end: 14 bytes of the packet are known to be there, and "
            + "the access ends at byte 24, on the path through line 14. Read it through TryRef or TryRead, and only where that returned "
            + "true. '5.10' says: R2 offset is outside of the packet",
            diagnostic.Message);
    }

    [Fact]
    public void A_forgotten_reservation_is_reported_where_it_was_made()
    {
        BpfDiagnostic diagnostic = RejectionExplainer.Explain(
            new Rejection
            {
                Reason = RejectionReason.UnreleasedReference,
                InstructionOffset = 19,
                KernelMessage = "Unreleased reference id=2 alloc_insn=5",
                OriginInstruction = 1,
            },
            "6.1",
            s_map,
            "filter");
        Assert.Equal(("BPF0507", s_lookup), (diagnostic.Id, diagnostic.Location));
    }

    [Fact]
    public void Code_without_a_place_of_its_own_belongs_to_what_stands_before() => Assert.Equal(
        s_use,
        RejectionExplainer.Explain(
            new Rejection { Reason = RejectionReason.Other, InstructionOffset = 25, KernelMessage = "no" }, "6.1", s_map, "filter").Location);

    [Fact]
    public void Every_reason_gives_a_diagnostic_with_the_kernels_words()
    {
        foreach (RejectionReason reason in Enum.GetValues<RejectionReason>())
        {
            Rejection rejection = new() { Reason = reason, InstructionOffset = -1, KernelMessage = "the kernel's words", AccessSize = 8 };
            BpfDiagnostic diagnostic = RejectionExplainer.Explain(rejection, "6.12", ObjectSourceMap.Empty, "f");
            Assert.Null(diagnostic.Location);
            Assert.EndsWith("'6.12' says: the kernel's words", diagnostic.Message);
        }
    }

    private static SourceLocation At(int line) => new(new SourceSpan("Probe.cs", line, 0, line, 10), "Firewall.Filter");
}
