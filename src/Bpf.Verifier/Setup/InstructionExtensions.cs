using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Setup;

/// <summary>A short word for a test made everywhere.</summary>
internal static class InstructionExtensions
{
    /// <summary>True where the source operand is a register.</summary>
    public static bool IsX(this in Instruction insn) => insn.Source == SourceOperand.X;

    /// <summary>True for a tail call, which may succeed, and for a load of packet bytes, which may fail.</summary>
    public static bool MayLeaveSubprogram(this in Instruction insn) => insn is { IsHelperCall: true, Imm: (int)HelperId.TailCall }
        || (insn.Class == InstructionClass.Ld && insn.Mode is Mode.Abs or Mode.Ind);
}
