using Bpf.Core.Isa;

namespace Bpf.Verifier.Setup;

/// <summary>A short word for a test made everywhere.</summary>
internal static class InstructionExtensions
{
    /// <summary>True where the source operand is a register.</summary>
    public static bool IsX(this in Instruction insn) => insn.Source == SourceOperand.X;
}
