namespace Bpf.Core.Isa;

/// <summary>The fields of a slot besides the opcode.</summary>
public enum InstructionField : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary><see cref="Instruction.Dst"/>.</summary>
    Dst,

    /// <summary><see cref="Instruction.Src"/>.</summary>
    Src,

    /// <summary><see cref="Instruction.Offset"/>.</summary>
    Offset,

    /// <summary><see cref="Instruction.Imm"/>.</summary>
    Imm,
}
