using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using static Bpf.Core.Isa.Register;

namespace Bpf.Core.Tests.Isa;

public class AssemblerTests
{
    [Fact]
    public void A_program_with_labels_comments_and_helper_names_assembles()
    {
        ImmutableArray<Instruction> program = Assembler.Assemble("""
                r2 = r10
                r2 += -8                       ; the key
                *(u64 *)(r2 + 0) = 7
                r1 = map[packets] // a comment
                call bpf_map_lookup_elem
                if r0 == 0 goto out
            loop:
                r1 = *(u64 *)(r0 + 0)
                lock *(u64 *)(r0 + 8) += r1
                if r1 s> 5 goto loop
                call sub
            out:
                r0 = 0
                exit
            sub: r0 = 1
                exit
            """, new AssemblerOptions { Map = name => name == "packets" ? 3 : null });

        Assert.Equal(
            [
                Asm.Mov64Reg(R2, R10),
                Asm.Alu64Imm(AluCode.Add, R2, -8),
                Asm.StMem(Size.DW, R2, 0, 7),
                Asm.LdImm64(R1, PseudoSource.MapIdx, 3, 0).First,
                default,
                Asm.Call(HelperId.MapLookupElem),
                Asm.JmpImm(JumpCode.JEq, R0, 0, 4),
                Asm.LdxMem(Size.DW, R1, R0, 0),
                Asm.Atomic(Size.DW, AtomicCode.Add, R0, R1, 8),
                Asm.JmpImm(JumpCode.JSGt, R1, 5, -3),
                Asm.CallLocal(2),
                Asm.Mov64Imm(R0, 0),
                Asm.Exit(),
                Asm.Mov64Imm(R0, 1),
                Asm.Exit(),
            ],
            program);
    }

    [Fact]
    public void Lines_of_a_kernel_log_assemble()
    {
        ImmutableArray<Instruction> program = Assembler.Assemble("""
            0: (7a) *(u64 *)(r10 -8) = 0          ; R10=fp0 fp-8_w=0
            1: (bf) r2 = r10
            2: (18) r1 = 0x10000002a
            4: (85) call bpf_map_lookup_elem#1    ; R0_w=map_value_or_null(id=1)
            5: (15) if r0 == 0x0 goto pc+1
            6: (c3) lock *(u32 *)(r0 +4) += r1
            7: (85) call bpf_iter_num_next#23456
            8: (95) exit
            """);

        Assert.Equal(Asm.LdImm64(R1, 0x1_0000_002aUL).First, program[2]);
        Assert.Equal(Asm.JmpImm(JumpCode.JEq, R0, 0, 1), program[5]);
        Assert.Equal(Asm.Atomic(Size.W, AtomicCode.Add, R0, R1, 4), program[6]);
        Assert.Equal(Asm.CallKfunc(23456), program[7]);
    }

    [Theory]
    [InlineData("r1 = = 2", "line 1")]
    [InlineData("r1 += 0x100000000", "line 1")]
    [InlineData("goto nowhere", "line 1")]
    [InlineData("call no_such_helper", "line 1")]
    [InlineData("\nr1 = 1 2", "line 2")]
    [InlineData("a: a: exit", "twice")]
    [InlineData("exit\n3: exit", "slot 1, not 3")]
    [InlineData("r1 = -r2", "line 1")]
    [InlineData("w1 += r2", "line 1")]
    [InlineData(".insn 256, 0, 0, 0, 0", "out of range")]
    [InlineData("r16 = 1", "line 1")]
    public void A_wrong_line_is_named(string text, string part)
    {
        BpfFormatException error = Assert.Throws<BpfFormatException>(() => Assembler.Assemble(text));
        Assert.Contains(part, error.Message);
    }

    [Theory]
    [InlineData("r10 = 1")]
    [InlineData("r1 <<= 64")]
    [InlineData("r1 /= 0")]
    public void What_only_a_kernel_refuses_assembles(string text) =>
        Assert.NotNull(InstructionValidator.Check(Assembler.Assemble(text).AsSpan(), 0));

    [Fact]
    public void A_jump_too_far_for_its_offset_is_an_error_and_gotol_is_not()
    {
        string filler = string.Concat(Enumerable.Repeat("r0 = 0\n", 40_000));
        Assert.Throws<BpfFormatException>(() => Assembler.Assemble("goto end\n" + filler + "end: exit"));
        Assert.Equal(40_000, Assembler.Assemble("gotol end\n" + filler + "end: exit")[0].Imm);
    }

    [Fact]
    public void A_label_wins_over_a_helper_of_the_same_name() =>
        Assert.True(Assembler.Assemble("call trace_printk\nexit\ntrace_printk: exit")[0].IsLocalCall);
}
