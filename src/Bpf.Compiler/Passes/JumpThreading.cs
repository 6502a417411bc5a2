using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Where a block only merges values and branches, a predecessor from which the branch can go one way only goes straight there: it brings
/// a constant, or comes from a test of the same value. So a test of the <c>bool</c> that an inlined <c>TryRef</c> gives becomes the test inside it, and the reference is not merged with null.
/// </summary>
internal static class JumpThreading
{
    public static bool Run(Function function)
    {
        bool any = false;
        // Constants first: ranges are costly to find, and threading by constants leaves less to find them for.
        while (ThreadOne(function, byRanges: false) || ThreadOne(function, byRanges: true))
            any = true;
        return any;
    }

    private static bool ThreadOne(Function function, bool byRanges)
    {
        Dominators dominators = new(function);
        ValueRanges? ranges = null;
        foreach (BasicBlock block in function.Blocks)
        {
            if (!dominators.IsReached(block) || block.Predecessors.Count < 2 || block.Terminator is not { Op: IrOp.Branch } branch || !IsMergeOnly(block, branch))
                continue;
            // Threading into a loop's header would give the loop a second entry.
            if (block.Predecessors.Any(p => dominators.IsReached(p) && dominators.Dominates(block, p)))
                continue;
            for (int edge = 0; edge < block.Predecessors.Count; edge++)
            {
                BasicBlock from = block.Predecessors[edge];
                if (block.Predecessors.Count(p => p == from) > 1 || !dominators.IsReached(from))
                    continue;
                if (byRanges)
                    ranges ??= new ValueRanges(function, asVerifier: true); // a guard that the verifier needs must not be jumped over
                if (Result(ranges, block, branch, edge) is not { } taken)
                    continue;
                Thread(function, block, edge, branch.Targets[taken ? 0 : 1]);
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a block holds only phis, constants, and the comparison it branches on.</summary>
    private static bool IsMergeOnly(BasicBlock block, Value branch) => block.Values.All(v =>
        v.Op is IrOp.Phi or IrOp.Const or IrOp.Null || v == branch || (v == branch.Operands[0] && v.Op.IsComparison()));

    /// <summary>Where the branch goes for the values that one edge brings; null where that isn't known.</summary>
    private static bool? Result(ValueRanges? ranges, BasicBlock block, Value branch, int edge)
    {
        ValueRange Known(Value value)
        {
            if (value.Op == IrOp.Phi && value.Block == block)
                value = value.Operands[edge];
            int bits = RangeTransfer.BitsOf(value.Type);
            return value.Op is IrOp.Const or IrOp.Null
                ? ValueRange.Single(value.Op == IrOp.Const ? value.Constant : 0, bits)
                : ranges?.OnEdge(block.Predecessors[edge], block, value) ?? ValueRange.Full(bits);
        }

        Value condition = branch.Operands[0];
        if (condition.Block == block && condition.Op.IsComparison())
        {
            (ValueRange a, ValueRange b) = (Known(condition.Operands[0]), Known(condition.Operands[1]));
            return a.IsEmpty || b.IsEmpty ? null : ConditionFacts.Decide(condition.Op, a, b);
        }

        ValueRange known = Known(condition);
        return known.IsEmpty ? null : known.UMin > 0 ? true : known.UMax == 0 ? false : null;
    }

    private static void Thread(Function function, BasicBlock block, int edge, BasicBlock target)
    {
        BasicBlock from = block.Predecessors[edge];
        Dictionary<Value, Value> brought = [];
        foreach (Value value in block.Values)
        {
            if (value.Op == IrOp.Phi)
                brought.Add(value, value.Operands[edge]);
            else if (value.Op is IrOp.Const or IrOp.Null)
                brought.Add(value, value);
        }

        // A block of its own for the new edge keeps "one edge, one predecessor entry" true, whatever the predecessor ends in.
        BasicBlock middle = function.AddBlock();
        Value Append(IrOp op, IrType type)
        {
            Value made = function.NewValue(op, type, block.Terminator!.Location);
            made.Block = middle;
            middle.Values.Add(made);
            return made;
        }

        foreach (Value value in block.Values.Where(v => v.Op is IrOp.Const or IrOp.Null))
        {
            Value copy = Append(value.Op, value.Type);
            copy.Constant = value.Constant;
            brought[value] = copy;
        }

        Value? comparison = block.Values.Find(v => v.Op.IsComparison());
        if (comparison is not null)
        {
            Value result = Append(IrOp.Const, IrType.I32);
            result.Constant = target == block.Terminator!.Targets[0] ? 1 : 0;
            brought[comparison] = result;
        }

        Append(IrOp.Jump, IrType.Void).Targets = [target];
        middle.Predecessors.Add(from);
        from.Terminator!.Targets = [.. from.Terminator.Targets.Select(t => t == block ? middle : t)];
        Edit.RemoveEdge(from, block);

        int fromBlock = target.Predecessors.IndexOf(block);
        target.Predecessors.Add(middle);
        foreach (Value phi in target.Values.TakeWhile(v => v.Op == IrOp.Phi))
        {
            Value operand = phi.Operands[fromBlock];
            phi.Operands.Add(brought.TryGetValue(operand, out Value? value) ? value : operand);
        }

        SsaRepair.Run(function, brought.Keys.Where(v => v.Block == block), block, middle, brought);
    }
}
