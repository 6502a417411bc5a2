using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>Small changes to functions that many passes make.</summary>
internal static class Edit
{
    /// <summary>Puts other values in place of some, everywhere; chains of replacements are followed.</summary>
    public static void Replace(Function function, Dictionary<Value, Value> replacements)
    {
        if (replacements.Count == 0)
            return;
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                for (int i = 0; i < value.Operands.Count; i++)
                {
                    while (replacements.TryGetValue(value.Operands[i], out Value? replacement))
                        value.Operands[i] = replacement;
                }
            }
        }
    }

    /// <summary>Takes one edge away: the predecessor's entry and the phi operands that belong to it.</summary>
    public static void RemoveEdge(BasicBlock from, BasicBlock to)
    {
        int edge = to.Predecessors.IndexOf(from);
        to.Predecessors.RemoveAt(edge);
        foreach (Value phi in to.Values)
        {
            if (phi.Op != IrOp.Phi)
                break;
            phi.Operands.RemoveAt(edge);
        }
    }

    /// <summary>Makes a branch a jump to one of its targets.</summary>
    public static void FoldBranch(BasicBlock block, int target)
    {
        Value branch = block.Terminator!;
        RemoveEdge(block, branch.Targets[1 - target]);
        branch.Op = IrOp.Jump;
        branch.Operands.Clear();
        branch.Targets = [branch.Targets[target]];
    }

    /// <summary>Makes a value a constant of its own type.</summary>
    public static void MakeConstant(Value value, long constant)
    {
        value.Op = value.Type.IsPtr ? IrOp.Null : IrOp.Const;
        value.Operands.Clear();
        value.Width = 0;
        value.Signed = false;
        value.Constant = value.Type.Kind == IrKind.I32 ? (int)constant : constant;
    }

    /// <summary>Makes a value another operation on the given operands.</summary>
    public static void Rewrite(Value value, IrOp op, params Value[] operands)
    {
        value.Op = op;
        value.Operands.Clear();
        value.Operands.AddRange(operands);
    }

    /// <summary>A new value in front of another.</summary>
    public static Value InsertBefore(Function function, Value before, IrOp op, IrType type, params Value[] operands)
    {
        Value made = function.NewValue(op, type, before.Location, operands);
        made.Block = before.Block;
        before.Block!.Values.Insert(before.Block.Values.IndexOf(before), made);
        return made;
    }
}
