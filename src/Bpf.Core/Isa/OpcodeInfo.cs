using System.Runtime.CompilerServices;

namespace Bpf.Core.Isa;

/// <summary>A row of the instruction table: one instruction, told apart by its opcode byte and at most one other field.</summary>
public sealed record OpcodeInfo
{
    /// <summary>The opcode byte.</summary>
    public required byte Opcode { get; init; }

    /// <summary>What it does.</summary>
    public required Mnemonic Mnemonic { get; init; }

    /// <summary>What its fields mean.</summary>
    public required OperandForm Form { get; init; }

    /// <summary>Bits computed, compared or accessed: 8, 16, 32 or 64; 0 for jumps and calls without one.</summary>
    public int Width { get; init; }

    /// <summary>The field that tells rows of one opcode apart.</summary>
    public InstructionField Selector { get; init; }

    /// <summary>The value of <see cref="Selector"/>.</summary>
    public int SelectorValue { get; init; }

    /// <summary>Legal values of <see cref="Instruction.Dst"/>.</summary>
    public FieldRange Dst { get; init; }

    /// <summary>Legal values of <see cref="Instruction.Src"/>.</summary>
    public FieldRange Src { get; init; }

    /// <summary>Legal values of <see cref="Instruction.Offset"/>.</summary>
    public FieldRange Offset { get; init; }

    /// <summary>Legal values of <see cref="Instruction.Imm"/>.</summary>
    public FieldRange Imm { get; init; }

    /// <summary>Its group in RFC 9669.</summary>
    public required ConformanceGroup Group { get; init; }

    /// <summary>The level it came with.</summary>
    public required CpuVersion Version { get; init; }

    /// <summary>Registers read and written.</summary>
    public RegisterEffects Effects { get; init; }

    /// <summary>How llvm-objdump writes it; what stands in braces is an operand.</summary>
    public required string Listing { get; init; }

    /// <summary>How the kernel's log writes it, where that is more than other number formats; else as <see cref="Listing"/>.</summary>
    public string? KernelListing { get; init; }

    /// <summary>What the kernel says where a reserved field is not zero.</summary>
    public required string ReservedMessage { get; init; }

    /// <summary>True where the row is for this instruction.</summary>
    /// <param name="instruction">An instruction with the row's opcode.</param>
    public bool Matches(in Instruction instruction) => Selector switch
    {
        InstructionField.Src => instruction.Src == SelectorValue,
        InstructionField.Offset => instruction.Offset == SelectorValue,
        InstructionField.Imm => instruction.Imm == SelectorValue,
        _ => true,
    };

    /// <summary>Rows are compared by identity: each is in the table once.</summary>
    /// <param name="other">Another row.</param>
    public bool Equals(OpcodeInfo? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
