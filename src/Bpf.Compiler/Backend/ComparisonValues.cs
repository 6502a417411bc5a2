using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Backend;

/// <summary>eBPF compares only to jump: a comparison whose result is wanted as a number becomes a choice between 1 and 0.</summary>
internal static class ComparisonValues
{
    public static void Expand(Function function)
    {
        HashSet<Value> wanted = [];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value user in block.Values)
            {
                foreach (Value operand in user.Operands)
                {
                    if (operand.Op.IsComparison() && user.Op != IrOp.Branch)
                        wanted.Add(operand);
                }
            }
        }

        foreach (Value compare in wanted)
            Expand(function, compare);
    }

    private static void Expand(Function function, Value compare)
    {
        BasicBlock before = compare.Block!;
        int at = before.Values.IndexOf(compare);
        BasicBlock otherwise = function.AddBlock();
        BasicBlock after = function.AddBlock();

        // What followed the comparison, its terminator included, moves to the block after.
        for (int i = at + 1; i < before.Values.Count; i++)
        {
            before.Values[i].Block = after;
            after.Values.Add(before.Values[i]);
        }

        before.Values.RemoveRange(at, before.Values.Count - at);
        foreach (BasicBlock successor in after.Successors)
        {
            int edge = successor.Predecessors.IndexOf(before);
            if (edge >= 0)
                successor.Predecessors[edge] = after;
        }

        Value Append(BasicBlock block, IrOp op, IrType type, params Value[] operands)
        {
            Value made = function.NewValue(op, type, compare.Location, operands);
            made.Block = block;
            block.Values.Add(made);
            return made;
        }

        Value condition = Append(before, compare.Op, IrType.I32, [.. compare.Operands]);
        Value one = Append(before, IrOp.Const, IrType.I32);
        one.Constant = 1;
        Value zero = Append(before, IrOp.Const, IrType.I32);
        Value branch = Append(before, IrOp.Branch, IrType.Void, condition);
        branch.Targets = [after, otherwise];
        Append(otherwise, IrOp.Jump, IrType.Void).Targets = [after];
        otherwise.Predecessors.Add(before);
        after.Predecessors.Add(before);
        after.Predecessors.Add(otherwise);

        // The comparison itself becomes the phi, so its users need no change; branches on it test the number.
        compare.Op = IrOp.Phi;
        compare.Operands.Clear();
        compare.Operands.Add(one);
        compare.Operands.Add(zero);
        compare.Block = after;
        after.Values.Insert(0, compare);
    }
}
