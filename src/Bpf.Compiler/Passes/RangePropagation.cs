using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Uses what is known about ranges: comparisons that can only go one way become constants, and with them the branches that lead to traps;
/// values that can only be one thing become constants; masks and extensions of what fits go away; signed operations on what is never negative become unsigned.
/// </summary>
/// <remarks>
/// What is proven by a remainder, a quotient or swapped bytes, by comparing two variables, or of a value computed before its operand was
/// tested, is proven to us alone: not all verifiers follow. A guard or a mask that only such facts make needless stays, as the verifier's proof;
/// the way it guards against is no fault any more.
/// </remarks>
internal static class RangePropagation
{
    private const int MostLeaving = 8; // blocks

    public static bool Run(Function function)
    {
        ValueRanges ranges = new(function);
        ValueRanges visible = function.Blocks.Exists(b => b.Values.Exists(v => RangeTransfer.IsHidden(v) || RangeTransfer.IsHiddenComparison(v) || (v.Op == IrOp.Branch && RangeTransfer.IsCompound(v.Operands[0])))) ? new(function, asVerifier: true) : ranges;
        bool changed = false;
        HashSet<Value> kept = ProofsForVerifier(function, ranges, visible);
        Dictionary<Value, Value> replacements = [];
        foreach (BasicBlock block in function.Blocks)
        {
            if (!ranges.IsReached(block))
                continue;
            foreach (Value value in block.Values)
            {
                if (ChangesNothing(value.Op == IrOp.And ? visible : ranges, block, value))
                    replacements.Add(value, value.Operands[0]);
                else if (!kept.Contains(value))
                    changed |= Visit(ranges, block, value);
            }
        }

        changed |= replacements.Count > 0;

        // Branches last: folding one changes the predecessors that ranges were found by.
        foreach (BasicBlock block in function.Blocks)
        {
            if (block.Terminator is not { Op: IrOp.Branch } branch || !ranges.IsReached(block) || branch.Targets[0] == branch.Targets[1])
                continue;
            if (!kept.Contains(branch.Operands[0])
                && ranges.Proven(block, branch.Operands[0]) is { IsEmpty: false } condition && (condition.UMin > 0 || condition.UMax == 0))
            {
                Value constant = Edit.InsertBefore(function, branch, IrOp.Const, IrType.I32);
                constant.Constant = condition.UMin > 0 ? 1 : 0;
                branch.Operands[0] = constant;
                changed = true;
            }
        }

        foreach (BasicBlock block in function.Blocks)
            block.Values.RemoveAll(replacements.ContainsKey);
        Edit.Replace(function, replacements);
        return changed;
    }

    /// <summary>The comparisons that only hidden facts decide, before a way that would only leave the program.</summary>
    private static HashSet<Value> ProofsForVerifier(Function function, ValueRanges ranges, ValueRanges visible)
    {
        HashSet<Value> proofs = [];
        foreach (BasicBlock block in function.Blocks)
        {
            if (block.Terminator is not { Op: IrOp.Branch } branch || !ranges.IsReached(block) || !branch.Operands[0].Op.IsComparison())
                continue;
            Value guard = branch.Operands[0];
            ValueRange result = ranges.Proven(block, guard);
            if (result.IsEmpty || !result.IsSingle || visible.In(block, guard).IsSingle || ranges.DecidedAbove(block, guard) is not null)
                continue;
            BasicBlock never = branch.Targets[result.UMin > 0 ? 1 : 0];
            if (OnlyLeaves(never) || (never.Values is [{ Op: IrOp.Trap } trap] && (trap.Fault == FaultKind.None || never.Predecessors.Count == 1)))
            {
                proofs.Add(guard);
                never.Terminator!.Fault = FaultKind.None;
            }
        }

        return proofs;
    }

    /// <summary>True where nothing but leaving the function comes of a block: what a fault does, with the <c>finally</c> blocks on its way.</summary>
    private static bool OnlyLeaves(BasicBlock start)
    {
        HashSet<BasicBlock> region = [start];
        Queue<BasicBlock> open = new(region);
        while (open.Count > 0 && region.Count <= MostLeaving)
        {
            BasicBlock block = open.Dequeue();
            if (block.Terminator is { Op: IrOp.Trap }) return false;
            foreach (BasicBlock next in block.Successors)
            {
                if (region.Add(next)) open.Enqueue(next);
            }
        }

        return region.Count <= MostLeaving && region.All(b => b == start || b.Predecessors.All(region.Contains));
    }

    /// <summary>True for extensions and masks of values that fit already.</summary>
    private static bool ChangesNothing(ValueRanges ranges, BasicBlock block, Value value)
    {
        if (value.Op is not (IrOp.ZExtIn or IrOp.SExtIn or IrOp.And))
            return false;
        ValueRange range = ranges.In(block, value.Operands[0]);
        if (range.IsEmpty)
            return false;
        if (value.Op == IrOp.SExtIn)
            return range.SMin >= -(1L << ((value.Width * 8) - 1)) && range.SMax < 1L << ((value.Width * 8) - 1);
        if (value.Op == IrOp.ZExtIn)
            return range.UMax < 1UL << (value.Width * 8);
        // A mask of low bits: one less than a power of two.
        return value.Operands[1] is { Op: IrOp.Const, Constant: > 0 and var mask } && (mask & (mask + 1)) == 0 && range.UMax <= (ulong)mask;
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

        ValueRange range = ranges.Proven(block, value);
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
