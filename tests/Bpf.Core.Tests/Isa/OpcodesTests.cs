using Bpf.Core.Isa;
using CsCheck;

namespace Bpf.Core.Tests.Isa;

public class OpcodesTests
{
    private static readonly Gen<Instruction> Slots =
        from opcode in Gen.Byte
        from registers in Gen.Byte
        from offset in Gen.OneOf(Gen.Short, AnyOf<short>(0, 1, 8, 16, 32))
        from imm in Gen.OneOf(Gen.Int, AnyOf(0, 1, 16, 32, 64, 0xe1, 0xf1, 0x100, 0x110))
        select new Instruction(opcode, (byte)(registers & 15), (byte)(registers >> 4), offset, imm);

    [Fact]
    public void Rows_of_one_opcode_are_told_apart_by_one_field()
    {
        foreach (IGrouping<byte, OpcodeInfo> rows in Opcodes.All.GroupBy(row => row.Opcode))
        {
            Assert.Single(rows.Select(row => row.Selector).Distinct());
            Assert.Equal(rows.Count(), rows.Select(row => row.SelectorValue).Distinct().Count());
        }
    }

    [Fact]
    public void Every_opcode_constant_has_a_row_and_every_row_a_constant()
    {
        HashSet<byte> constants =
            [.. typeof(Opcode).GetFields().Select(field => (byte)field.GetRawConstantValue()!)];
        Assert.Equal(constants.Order(), Opcodes.All.Select(row => row.Opcode).Distinct().Order());
    }

    [Fact]
    public void Every_mnemonic_has_a_row() =>
        Assert.Equal(Enum.GetValues<Mnemonic>(), Opcodes.All.Select(row => row.Mnemonic).Distinct().Order());

    [Fact]
    public void Every_row_is_valid_in_its_legal_ranges_and_survives_assembly_in_both_syntaxes()
    {
        foreach (OpcodeInfo row in Opcodes.All)
        {
            foreach (Instruction[] sample in InstructionSamples.Of(row))
            {
                Assert.Same(row, Opcodes.Find(sample[0]));
                if (!(sample[0].Imm == 0 && row.Mnemonic is Mnemonic.Div or Mnemonic.SDiv or Mnemonic.Mod or Mnemonic.SMod))
                    Assert.Null(InstructionValidator.Check(sample, 0));
                Assert.DoesNotContain(".insn", Disassembler.DisassembleAll(sample));
                AssertRoundTrip(sample);
            }
        }
    }

    [Fact]
    public void Arbitrary_slots_survive_encoding_in_both_byte_orders_and_assembly_in_both_syntaxes() =>
        Slots.Array[1, 6].Sample(slots =>
        {
            foreach (ByteOrder order in (ByteOrder[])[ByteOrder.Little, ByteOrder.Big])
            {
                byte[] bytes = InstructionCodec.Encode(slots, order);
                Assert.Equal(slots, InstructionCodec.DecodeAll(bytes, order).AsEnumerable());
            }

            AssertRoundTrip(slots);
        }, iter: 20_000);

    [Fact]
    public void All_256_opcodes_validate_or_are_refused_with_a_message()
    {
        for (int opcode = 0; opcode < 256; opcode++)
        {
            string? message = InstructionValidator.Check([new Instruction((byte)opcode)], 0);
            if (Opcodes.WithOpcode((byte)opcode).IsEmpty)
                Assert.Equal($"unknown opcode {opcode:x2}", message);
            else if (Opcodes.Find(new Instruction((byte)opcode)) is null)
                Assert.NotNull(message);
        }
    }

    [Theory]
    [InlineData(0x07, 1, 1, 0, 0, "BPF_ALU uses reserved fields")]
    [InlineData(0x0f, 1, 1, 0, 3, "BPF_ALU uses reserved fields")]
    [InlineData(0xb7, 1, 0, 1, 3, "BPF_MOV uses reserved fields")]
    [InlineData(0xbf, 1, 0, 2, 0, "BPF_MOV uses reserved fields")]
    [InlineData(0xd4, 1, 0, 0, 8, "BPF_END uses reserved fields")]
    [InlineData(0x67, 1, 0, 0, 64, "invalid shift 64")]
    [InlineData(0x64, 1, 0, 0, 32, "invalid shift 32")]
    [InlineData(0x37, 1, 0, 0, 0, "div by zero")]
    [InlineData(0xb7, 10, 0, 0, 0, "frame pointer is read only")]
    [InlineData(0xbf, 11, 0, 0, 0, "R11 is invalid")]
    [InlineData(0x99, 1, 0, 0, 0, "unknown opcode 99")]
    [InlineData(0x85, 1, 0, 0, 1, "BPF_CALL uses reserved fields")]
    [InlineData(0x85, 0, 3, 0, 1, "BPF_CALL uses reserved fields")]
    [InlineData(0xdb, 1, 0, 0, 2, "BPF_ATOMIC uses invalid atomic opcode 02")]
    [InlineData(0x18, 1, 7, 0, 0, "unrecognized bpf_ld_imm64 insn")]
    [InlineData(0x18, 1, 0, 0, 0, "invalid bpf_ld_imm64 insn")]
    [InlineData(0xe5, 0, 1, 0, 0, "invalid may_goto imm 0")]
    public void Malformed_instructions_are_refused_in_the_kernels_words(
        int opcode, int dst, int src, int offset, int imm, string message) => Assert.Equal(
        message,
        InstructionValidator.Check([new Instruction((byte)opcode, (byte)dst, (byte)src, (short)offset, imm)], 0));

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AssertRoundTrip(Instruction[] slots)
    {
        Assert.Equal(slots, Assembler.Assemble(Disassembler.DisassembleAll(slots, ListingOptions.Llvm)).AsEnumerable());
        Assert.Equal(slots, Assembler.Assemble(Disassembler.DisassembleAll(slots, ListingOptions.Kernel)).AsEnumerable());
    }
}
