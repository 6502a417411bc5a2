using Bpf.Core.Explain;

namespace Bpf.Core.Tests.Explain;

public class VerifierLogParserTests
{
    private const string NullCheckMissing = """
        func#0 @0
        0: R1=ctx() R10=fp0
        ; Pending.TryFind(id, out Ref<ulong> n); @ Probe.cs:12
        0: (b7) r1 = 0                        ; R1_w=0
        1: (7b) *(u64 *)(r10 -8) = r1         ; R1_w=0 R10=fp0 fp-8_w=0
        2: (bf) r2 = r10                      ; R2_w=fp0 R10=fp0
        3: (07) r2 += -8                      ; R2_w=fp-8
        4: (18) r1 = 0xffff8881743a1400       ; R1_w=map_ptr(map=Pending,ks=8,vs=8)
        6: (85) call bpf_map_lookup_elem#1    ; R0_w=map_value_or_null(id=1,map=Pending,ks=8,vs=8)
        7: (79) r1 = *(u64 *)(r0 +0)
        R0 invalid mem access 'map_value_or_null'
        verification time 61 usec
        stack depth 8
        processed 7 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
        """;

    [Fact]
    public void The_last_sentence_the_instruction_and_its_registers_are_found()
    {
        Rejection rejection = VerifierLogParser.Parse(NullCheckMissing + "\0")!;
        Assert.Equal(RejectionReason.PossiblyNull, rejection.Reason);
        Assert.Equal("R0 invalid mem access 'map_value_or_null'", rejection.KernelMessage);
        Assert.Equal(7, rejection.InstructionOffset);
        Assert.Equal(0, rejection.Register);
        Assert.Equal("R0=map_value_or_null(id=1,map=Pending,ks=8,vs=8)", rejection.Known);
        Assert.Empty(rejection.Path);
    }

    [Fact]
    public void The_path_is_the_branches_that_were_followed_when_the_program_was_refused()
    {
        Rejection rejection = VerifierLogParser.Parse("""
            0: R1=ctx() R10=fp0
            0: (61) r2 = *(u32 *)(r1 +0)          ; R1=ctx() R2_w=pkt(r=0)
            1: (61) r3 = *(u32 *)(r1 +4)          ; R1=ctx() R3_w=pkt_end()
            2: (bf) r4 = r2                       ; R2_w=pkt(r=0) R4_w=pkt(r=0)
            3: (07) r4 += 14                      ; R4_w=pkt(off=14,r=0)
            4: (2d) if r4 > r3 goto pc+3          ; R3_w=pkt_end() R4_w=pkt(off=14,r=14)
            5: (b7) r0 = 2                        ; R0_w=2
            6: (15) if r0 == 0x2 goto pc+2        ; R0_w=2
            9: (95) exit

            from 4 to 8: R1=ctx() R2_w=pkt(r=0) R3_w=pkt_end() R4_w=pkt(off=14,r=0) R10=fp0
            8: (71) r0 = *(u8 *)(r2 +12)
            invalid access to packet, off=12 size=1, R2(id=0,off=12,r=0)
            R2 offset is outside of the packet
            processed 10 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
            """)!;
        Assert.Equal(RejectionReason.PacketBounds, rejection.Reason);
        Assert.Equal(8, rejection.InstructionOffset);
        Assert.Equal([new BranchTaken(4, true)], rejection.Path.AsEnumerable());
        Assert.Equal((12, 1, 2), (rejection.AccessOffset, rejection.AccessSize, rejection.Register));
        Assert.Equal("R2=pkt(r=0)", rejection.Known);
        Assert.Equal("invalid access to packet, off=12 size=1, R2(id=0,off=12,r=0)", rejection.KernelDetail);
    }

    [Theory]
    [InlineData("unreachable insn 9\nprocessed 0 insns", RejectionReason.ControlFlow, 9)]
    [InlineData("jump out of range from insn 3 to 12", RejectionReason.ControlFlow, 3)]
    [InlineData("0: R1=ctx() R10=fp0\n0: (05) goto pc-1\ninfinite loop detected at insn 0\ncur state: R1=ctx()\nold state: R1=ctx()", RejectionReason.TooComplex, 0)]
    [InlineData("0: (95) exit\nR0 !read_ok", RejectionReason.UninitializedRegister, 0)]
    [InlineData("0: (b7) r10 = 1\nframe pointer is read only\nframe 0: propagating r1", RejectionReason.InvalidInstruction, 0)]
    [InlineData("fd 5 is not pointing to valid bpf_map", RejectionReason.ProgramAttributes, -1)]
    [InlineData("3: (85) call bpf_probe_read#4\ncannot call GPL-restricted function from non-GPL compatible program", RejectionReason.HelperUnavailable, 3)]
    public void Refusals_before_or_without_simulation_are_found(string log, RejectionReason reason, int instruction)
    {
        Rejection rejection = VerifierLogParser.Parse(log)!;
        Assert.Equal((reason, instruction), (rejection.Reason, rejection.InstructionOffset));
    }

    [Fact]
    public void A_forgotten_reservation_names_where_it_was_made()
    {
        Rejection rejection = VerifierLogParser.Parse("""
            5: (85) call bpf_ringbuf_reserve#131  ; R0_w=ringbuf_mem_or_null(id=2,ref_obj_id=2,sz=8) refs=2
            6: (b7) r0 = 0                        ; R0_w=0 refs=2
            7: (95) exit
            Unreleased reference id=2 alloc_insn=5
            BPF_EXIT instruction in main prog would lead to reference leak
            processed 8 insns
            """)!;
        Assert.Equal(RejectionReason.UnreleasedReference, rejection.Reason);
        Assert.Equal((7, 5), (rejection.InstructionOffset, rejection.OriginInstruction));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("0: R1=ctx() R10=fp0\n0: (b7) r0 = 0                        ; R0_w=0\n1: (95) exit\nprocessed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0\n")]
    public void The_log_of_an_accepted_program_says_nothing(string log) => Assert.Null(VerifierLogParser.Parse(log));

    [Fact]
    public void The_report_of_later_kernels_is_read_by_its_headings()
    {
        Rejection rejection = VerifierLogParser.Parse("""
            0: (b7) r1 = 0                        ; R1_w=0
            7: (79) r1 = *(u64 *)(r0 +0)
            Verification failed: invalid memory access

            Reason: R0 invalid mem access 'map_value_or_null', off=0 size=8

            At:
              Probe.cs:14
                n.Value++;
              7: (79) r1 = *(u64 *)(r0 +0)

            Causal path:
              4: (15) if r6 == 0x0 goto pc+1
              6: (85) call bpf_map_lookup_elem#1

            Suggestion: compare with NULL first
            processed 7 insns
            """)!;
        Assert.Equal(RejectionReason.PossiblyNull, rejection.Reason);
        Assert.Equal(7, rejection.InstructionOffset);
        Assert.Equal("R0 invalid mem access 'map_value_or_null', off=0 size=8", rejection.KernelMessage);
        Assert.Equal([new BranchTaken(4, true)], rejection.Path.AsEnumerable());
        Assert.Equal(8, rejection.AccessSize);
    }

    [Fact]
    public void A_log_cut_anywhere_is_read_without_exceptions()
    {
        for (int length = 0; length <= NullCheckMissing.Length; length++)
            VerifierLogParser.Parse(NullCheckMissing[..length]);
    }
}
