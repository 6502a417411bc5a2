using static Bpf.Core.Isa.RegisterEffects;

namespace Bpf.Core.Isa;

// Arithmetic, moves and byte order.
internal sealed partial class OpcodeTable
{
    public void Alu(
        Mnemonic mnemonic,
        AluCode code,
        string listing,
        ConformanceGroup group32,
        ConformanceGroup group64,
        CpuVersion version,
        int? offset = null)
    {
        foreach (InstructionClass @class in (InstructionClass[])[InstructionClass.Alu, InstructionClass.Alu64])
        {
            bool is64 = @class == InstructionClass.Alu64;
            bool isShift = code is AluCode.Lsh or AluCode.Rsh or AluCode.Arsh;
            OpcodeInfo row = new()
            {
                Opcode = (byte)((int)code | (int)@class),
                Mnemonic = mnemonic,
                Form = OperandForm.DstImm,
                Width = is64 ? 64 : 32,
                Selector = offset is null ? InstructionField.None : InstructionField.Offset,
                SelectorValue = offset ?? 0,
                Dst = FieldRange.Writable,
                Offset = FieldRange.Exactly(offset ?? 0),
                Imm = isShift ? new FieldRange(0, is64 ? 63 : 31) : FieldRange.Any,
                Group = is64 ? group64 : group32,
                Version = version,
                Effects = ReadsDst | WritesDst,
                Listing = (is64 ? "{d} " : "{dw} ") + listing + " {i}",
                ReservedMessage = "BPF_ALU uses reserved fields",
            };
            _rows.Add(row);
            _rows.Add(WithSource(row) with { Listing = (is64 ? "{d} " + listing + " {s}" : "{dw} " + listing + " {sw}") });
        }
    }

    public void Neg(
        Mnemonic mnemonic, AluCode code, ConformanceGroup group32, ConformanceGroup group64, CpuVersion version)
    {
        _rows.Add(Unary(mnemonic, (byte)((int)code | (int)InstructionClass.Alu), 32, group32, version) with
        {
            Listing = "{dw} = -{dw}",
            ReservedMessage = "BPF_NEG uses reserved fields",
        });
        _rows.Add(Unary(mnemonic, (byte)((int)code | (int)InstructionClass.Alu64), 64, group64, version) with
        {
            Listing = "{d} = -{d}",
            ReservedMessage = "BPF_NEG uses reserved fields",
        });
    }

    public void End(
        Mnemonic mnemonic, byte opcode, string name, int bits, ConformanceGroup group, CpuVersion version) =>
        _rows.Add(Unary(mnemonic, opcode, bits, group, version) with
        {
            Selector = InstructionField.Imm,
            SelectorValue = bits,
            Imm = FieldRange.Exactly(bits),
            Listing = $"{{d}} = {name}{bits} {{d}}",
            ReservedMessage = "BPF_END uses reserved fields",
        });

    public void Mov(
        Mnemonic mnemonic, AluCode code, ConformanceGroup group32, ConformanceGroup group64, CpuVersion version)
    {
        OpcodeInfo row = new()
        {
            Opcode = (byte)((int)code | (int)InstructionClass.Alu),
            Mnemonic = mnemonic,
            Form = OperandForm.DstImm,
            Width = 32,
            Dst = FieldRange.Writable,
            Imm = FieldRange.Any,
            Group = group32,
            Version = version,
            Effects = WritesDst,
            Listing = "{dw} = {i}",
            ReservedMessage = "BPF_MOV uses reserved fields",
        };
        OpcodeInfo row64 = row with
        {
            Opcode = (byte)((int)code | (int)InstructionClass.Alu64),
            Width = 64,
            Group = group64,
            Listing = "{d} = {i}",
        };
        _rows.Add(row);
        _rows.Add(WithSource(row) with { Selector = InstructionField.Offset, Listing = "{dw} = {sw}" });
        _rows.Add(row64);
        _rows.Add(WithSource(row64) with { Selector = InstructionField.Offset, Listing = "{d} = {s}" });
    }

    public void MovSx(
        Mnemonic mnemonic, InstructionClass @class, int bits, ConformanceGroup group, CpuVersion version)
    {
        bool is64 = @class == InstructionClass.Alu64;
        _rows.Add(new OpcodeInfo
        {
            Opcode = (byte)((int)AluCode.Mov | (int)SourceOperand.X | (int)@class),
            Mnemonic = mnemonic,
            Form = OperandForm.DstSrc,
            Width = is64 ? 64 : 32,
            Selector = InstructionField.Offset,
            SelectorValue = bits,
            Dst = FieldRange.Writable,
            Src = FieldRange.Register,
            Offset = FieldRange.Exactly(bits),
            Group = group,
            Version = version,
            Effects = ReadsSrc | WritesDst,
            Listing = is64 ? $"{{d}} = (s{bits}){{s}}" : $"{{dw}} = (s{bits}){{sw}}",
            ReservedMessage = "BPF_MOV uses reserved fields",
        });
    }

    public void AddrSpaceCast(Mnemonic mnemonic, ConformanceGroup group, CpuVersion version) => _rows.Add(new OpcodeInfo
    {
        Opcode = Opcode.Alu64MovX,
        Mnemonic = mnemonic,
        Form = OperandForm.DstSrc,
        Width = 64,
        Selector = InstructionField.Offset,
        SelectorValue = 1,
        Dst = FieldRange.Writable,
        Src = FieldRange.Register,
        Offset = FieldRange.Exactly(1),
        Imm = FieldRange.Any,
        Group = group,
        Version = version,
        Effects = ReadsSrc | WritesDst,
        Listing = "{d} = addr_space_cast({s}, {high}, {low})",
        ReservedMessage = "BPF_MOV uses reserved fields",
    });

    private static OpcodeInfo Unary(
        Mnemonic mnemonic, byte opcode, int width, ConformanceGroup group, CpuVersion version) => new()
        {
            Opcode = opcode,
            Mnemonic = mnemonic,
            Form = OperandForm.Dst,
            Width = width,
            Dst = FieldRange.Writable,
            Group = group,
            Version = version,
            Effects = ReadsDst | WritesDst,
            Listing = "",
            ReservedMessage = "",
        };
}
