using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Backend;

/// <summary>
/// Which 32-bit values need a zero upper half in their register. Arithmetic and loads of 32 bits leave it zero for nothing; a truncation
/// or a sign-extending load doesn't, and need not where all its users look at the lower half alone.
/// </summary>
internal static class RegisterDemand
{
    /// <summary>The 32-bit values with a user that reads all of the register.</summary>
    public static HashSet<Value> Compute(Function function, Lowering lowering)
    {
        HashSet<Value> wide = [];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                for (int i = 0; i < value.Operands.Count; i++)
                {
                    if (value.Operands[i].Type.Kind == IrKind.I32 && !ReadsLowerHalf(value, i, lowering))
                        wide.Add(value.Operands[i]);
                }
            }
        }

        return wide;
    }

    private static bool ReadsLowerHalf(Value user, int operand, Lowering lowering) => user.Op switch
    {
        >= IrOp.Add and <= IrOp.ShrS => true,
        >= IrOp.Eq and <= IrOp.LeS => lowering.Jump32 && lowering.CompareForm == CompareForm.Narrow,
        IrOp.Branch => lowering.Jump32 && lowering.CompareForm == CompareForm.Narrow,
        IrOp.SExt or IrOp.SExtIn or IrOp.ZExtIn or IrOp.ByteSwap or IrOp.Forget => true,
        IrOp.Store => operand == 1,
        _ => false,
    };
}
