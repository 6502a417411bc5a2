using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Loops;

/// <summary>A value that changes by the same amount in every round: in the round numbered k from 0 it is Start + k * Step, wrapping.</summary>
/// <param name="Phi">The value, at the header.</param>
/// <param name="Start">What it is in the first round.</param>
/// <param name="Step">By how much it changes.</param>
internal readonly record struct Induction(Value Phi, Value Start, long Step)
{
    /// <summary>What a phi of a loop's header is as one; null for phis that change in other ways, or that several ways into the loop bring.</summary>
    public static Induction? Of(NaturalLoop loop, Value phi)
    {
        if (phi.Op != IrOp.Phi || phi.Block != loop.Header || phi.Type.Kind is not (IrKind.I32 or IrKind.I64))
            return null;
        Value? start = null;
        long? step = null;
        for (int i = 0; i < phi.Operands.Count; i++)
        {
            Value operand = phi.Operands[i];
            if (!loop.Blocks.Contains(loop.Header.Predecessors[i]))
            {
                if (start is not null && start != operand)
                    return null;
                start = operand;
            }
            else if (StepOf(operand, phi) is { } by && (step ?? by) == by)
            {
                step = by;
            }
            else
            {
                return null;
            }
        }

        return start is not null && step is not null ? new(phi, start, step.Value) : null;
    }

    private static long? StepOf(Value next, Value phi) => next switch
    {
        { Op: IrOp.Add } when next.Operands[0] == phi && next.Operands[1].Op == IrOp.Const => next.Operands[1].Constant,
        { Op: IrOp.Add } when next.Operands[1] == phi && next.Operands[0].Op == IrOp.Const => next.Operands[0].Constant,
        { Op: IrOp.Sub } when next.Operands[0] == phi && next.Operands[1].Op == IrOp.Const => -next.Operands[1].Constant,
        _ => null,
    };
}
