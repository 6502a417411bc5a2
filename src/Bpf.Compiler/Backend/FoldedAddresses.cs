using System;
using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Backend;

/// <summary>Pointers moved by a constant whose every user puts that constant into its own offset: they need no instruction.</summary>
internal static class FoldedAddresses
{
    // Half of what an offset field holds, so that the pointer's constant and the user's always fit together.
    private const long Most = 0x3fff;

    public static HashSet<Value> Of(Function function)
    {
        HashSet<Value> folded = [];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                if (value is { Op: IrOp.PtrAdd, Operands: [not { Op: IrOp.PtrAdd, Operands.Count: 1 }] } && Math.Abs(value.Constant) <= Most)
                    folded.Add(value);
            }
        }

        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value user in block.Values)
            {
                for (int i = 0; i < user.Operands.Count; i++)
                {
                    if (!Folds(user, i))
                        folded.Remove(user.Operands[i]);
                }
            }
        }

        return folded;
    }

    private static bool Folds(Value user, int operand) => user.Op switch
    {
        IrOp.Load or IrOp.Store or IrOp.Zero or IrOp.Atomic => operand == 0 && Math.Abs(user.Constant) + Math.Max(user.Length, 8) <= Most,
        IrOp.Copy => user.Length <= Most,
        _ => false,
    };
}
