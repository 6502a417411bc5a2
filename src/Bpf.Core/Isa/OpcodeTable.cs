using System.Collections.Immutable;
using static Bpf.Core.Isa.RegisterEffects;

namespace Bpf.Core.Isa;

/// <summary>Writes out what the rows of <see cref="Opcodes"/> leave unsaid: field ranges, effects, the forms of each operation.</summary>
internal sealed partial class OpcodeTable
{
    private readonly ImmutableArray<OpcodeInfo>.Builder _rows = ImmutableArray.CreateBuilder<OpcodeInfo>();

    public ImmutableArray<OpcodeInfo> ToImmutable() => _rows.ToImmutable();

    public void Jump(Mnemonic mnemonic, JumpCode code, string listing, CpuVersion version)
    {
        foreach (InstructionClass @class in (InstructionClass[])[InstructionClass.Jmp, InstructionClass.Jmp32])
        {
            bool is64 = @class == InstructionClass.Jmp;
            string dst = is64 ? "if {d} " : "if {dw} ";
            OpcodeInfo row = new()
            {
                Opcode = (byte)((int)code | (int)@class),
                Mnemonic = mnemonic,
                Form = OperandForm.CompareImm,
                Width = is64 ? 64 : 32,
                Dst = FieldRange.Register,
                Offset = FieldRange.Any,
                Imm = FieldRange.Any,
                Group = is64 ? ConformanceGroup.Base64 : ConformanceGroup.Base32,
                Version = is64 ? version : CpuVersion.V3,
                Effects = ReadsDst,
                Listing = dst + listing + " {x} goto {jump}",
                ReservedMessage = "BPF_JMP/JMP32 uses reserved fields",
            };
            _rows.Add(row);
            _rows.Add(WithSource(row) with
            {
                Form = OperandForm.CompareSrc,
                Listing = dst + listing + (is64 ? " {s} goto {jump}" : " {sw} goto {jump}"),
            });
        }
    }

    public void Control(
        Mnemonic mnemonic,
        byte opcode,
        OperandForm form,
        int src,
        ConformanceGroup group,
        CpuVersion version,
        string listing,
        string message) => _rows.Add(new OpcodeInfo
        {
            Opcode = opcode,
            Mnemonic = mnemonic,
            Form = form,
            Selector = opcode is Opcode.JmpCall or Opcode.JmpJCond ? InstructionField.Src : InstructionField.None,
            SelectorValue = src,
            Dst = form == OperandForm.JumpIndirect ? FieldRange.Register : FieldRange.Zero,
            Src = FieldRange.Exactly(src),
            Offset = form == OperandForm.Jump || mnemonic == Mnemonic.CallKfunc ? FieldRange.Any : FieldRange.Zero,
            Imm = form is OperandForm.JumpLong or OperandForm.Call ? FieldRange.Any : FieldRange.Zero,
            Group = group,
            Version = version,
            Effects = form switch
            {
                OperandForm.Call => WritesR0 | ClobbersArguments,
                OperandForm.JumpIndirect => ReadsDst,
                OperandForm.None => ReadsR0,
                _ => RegisterEffects.None,
            },
            Listing = listing,
            ReservedMessage = message + " uses reserved fields",
        });

    public void Wide(Mnemonic mnemonic, PseudoSource source, string listing, string? kernel = null) => _rows.Add(new OpcodeInfo
    {
        Opcode = Opcode.LdImmDW,
        Mnemonic = mnemonic,
        Form = OperandForm.DstImm64,
        Width = 64,
        Selector = InstructionField.Src,
        SelectorValue = (int)source,
        Dst = FieldRange.Writable,
        Src = FieldRange.Exactly((int)source),
        Imm = FieldRange.Any,
        Group = ConformanceGroup.Base64,
        Version = CpuVersion.V1,
        Effects = WritesDst,
        Listing = listing,
        KernelListing = kernel,
        ReservedMessage = "BPF_LD_IMM64 uses reserved fields",
    });

    private static OpcodeInfo WithSource(OpcodeInfo row) => row with
    {
        Opcode = (byte)(row.Opcode | (int)SourceOperand.X),
        Form = OperandForm.DstSrc,
        Src = FieldRange.Register,
        Imm = FieldRange.Zero,
        Effects = row.Effects | ReadsSrc,
    };
}
