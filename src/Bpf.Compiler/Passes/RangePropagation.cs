using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Uses what is known about ranges: comparisons that can only go one way become constants, and with them the branches that lead to traps;
/// values that can only be one thing become constants; signed operations on what is never negative become unsigned.
/// </summary>
internal static class RangePropagation
{
    public static bool Run(Function function)
    {
        ValueRanges ranges = new(function);
        bool changed = false;
        foreach (BasicBlock block in function.Blocks)
        {
            if (!ranges.IsReached(block))
                continue;
            foreach (Value value in block.Values)
                changed |= Visit(ranges, block, value);
        }

        // Branches last: folding one changes the predecessors that ranges were found by.
        foreach (BasicBlock block in function.Blocks)
        {
            if (block.Terminator is { Op: IrOp.Branch } branch && ranges.IsReached(block) && branch.Targets[0] != branch.Targets[1]
                && ranges.In(block, branch.Operands[0]) is { IsEmpty: false } condition && (condition.UMin > 0 || condition.UMax == 0))
            {
                Value constant = Edit.InsertBefore(function, branch, IrOp.Const, IrType.I32);
                constant.Constant = condition.UMin > 0 ? 1 : 0;
                branch.Operands[0] = constant;
                changed = true;
            }
        }

        return changed;
    }

    private static bool Visit(ValueRanges ranges, BasicBlock block, Value value)
    {
        if (value.Op is IrOp.Const or IrOp.Null or IrOp.Phi or IrOp.Load || !value.Op.IsPure())
            return false;
        if (value.Op.IsComparison() && ranges.DecidedAbove(block, value) is { } decided)
        {
            Edit.MakeConstant(value, decided ? 1 : 0);
            return true;
        }

        ValueRange range = ranges.In(block, value);
        if (range is { IsEmpty: false, IsSingle: true } && !value.Type.IsPtr)
        {
            Edit.MakeConstant(value, range.SMin);
            return true;
        }

        // Where no sign is involved the unsigned operation is the same, and exists everywhere.
        if (value.Op is IrOp.DivS or IrOp.ModS or IrOp.ShrS && value.Operands.TrueForAll(o => ranges.In(block, o) is { IsEmpty: false, SMin: >= 0 }))
        {
            value.Op = value.Op switch { IrOp.DivS => IrOp.DivU, IrOp.ModS => IrOp.ModU, _ => IrOp.ShrU };
            return true;
        }

        if (value.Op == IrOp.SExt && ranges.In(block, value.Operands[0]) is { IsEmpty: false, SMin: >= 0 })
        {
            value.Op = IrOp.ZExt;
            return true;
        }

        return false;
    }
}
