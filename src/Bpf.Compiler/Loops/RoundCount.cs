using System;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Loops;

/// <summary>
/// How often a loop's header runs at most, each time the loop is entered: from a comparison of a value that changes by a constant in every round
/// with one that doesn't change, on the way of every round.
/// </summary>
internal sealed class RoundCount(NaturalLoop loop, Dominators dominators, ValueRanges ranges)
{
    /// <summary>The least bound that a comparison gives; null where none gives any.</summary>
    public decimal? Most() => loop.Blocks.Min(OfExit);

    private decimal? OfExit(BasicBlock block)
    {
        if (block.Terminator is not { Op: IrOp.Branch } branch || !branch.Operands[0].Op.IsComparison() || !loop.Latches.All(l => dominators.Dominates(block, l)))
            return null;
        bool goesOn = loop.Blocks.Contains(branch.Targets[0]);
        if (goesOn == loop.Blocks.Contains(branch.Targets[1]))
            return null;
        (IrOp op, Value a, Value b) = (branch.Operands[0].Op, branch.Operands[0].Operands[0], branch.Operands[0].Operands[1]);
        if (!goesOn)
        {
            (op, bool swapped) = ConditionFacts.Negate(op);
            if (swapped)
                (a, b) = (b, a);
        }

        return Rising(op, a, b) ?? Falling(op, a, b) ?? Meeting(op, a, b) ?? Meeting(op, b, a);
    }

    /// <summary>The loop goes on while the value is below a bound.</summary>
    private decimal? Rising(IrOp op, Value value, Value bound)
    {
        if (op is not (IrOp.LtS or IrOp.LtU or IrOp.LeS or IrOp.LeU) || Changing(op, value, bound) is not { Step: > 0 } c)
            return null;
        decimal beyond = op is IrOp.LtS or IrOp.LtU ? c.Step - 1 : c.Step;
        return c.BoundMax + beyond > c.TypeMax ? null : Rounds(c.BoundMax - c.StartMin, c.Step);
    }

    /// <summary>The loop goes on while the value is above a bound.</summary>
    private decimal? Falling(IrOp op, Value bound, Value value)
    {
        if (op is not (IrOp.LtS or IrOp.LtU or IrOp.LeS or IrOp.LeU) || Changing(op, value, bound) is not { Step: < 0 } c)
            return null;
        decimal beyond = op is IrOp.LtS or IrOp.LtU ? -c.Step - 1 : -c.Step;
        return c.BoundMin - beyond < c.TypeMin ? null : Rounds(c.StartMax - c.BoundMin, -c.Step);
    }

    /// <summary>The loop goes on until the value is the bound, which it comes to by steps of 1 from the right side.</summary>
    private decimal? Meeting(IrOp op, Value value, Value bound) => op != IrOp.Ne ? null : (Changing(IrOp.LtS, value, bound) ?? Changing(IrOp.LtU, value, bound)) switch
    {
        { Step: 1 } c when c.StartMax <= c.BoundMin => Rounds(c.BoundMax - c.StartMin, 1),
        { Step: -1 } c when c.StartMin >= c.BoundMax => Rounds(c.StartMax - c.BoundMin, 1),
        _ => null,
    };

    /// <summary>One round more than steps fit in the distance, and once more to find that it is over.</summary>
    private static decimal Rounds(decimal distance, decimal step) => Math.Floor(Math.Max(distance, 0) / step) + 2;

    /// <summary>A changing value and a bound that doesn't change, as a comparison orders them; null where they are not, or where the first value may wrap.</summary>
    private Change? Changing(IrOp op, Value value, Value bound)
    {
        long added = 0;
        if (value is { Op: IrOp.Add } && value.Operands[1].Op == IrOp.Const)
            (value, added) = (value.Operands[0], value.Operands[1].Constant);
        if (!loop.IsInvariant(bound) || Induction.Of(loop, value) is not { } induction)
            return null;
        if (loop.Header.Predecessors.Where(p => !loop.Blocks.Contains(p)).ToArray() is not [var before])
            return null;
        ValueRange start = ranges.Proven(before, induction.Start), end = ranges.Proven(before, bound);
        if (start.IsEmpty || end.IsEmpty)
            return null;
        ValueRange type = ValueRange.Full(start.Bits);
        Change change = op is IrOp.LtS or IrOp.LeS
            ? new(induction.Step, (decimal)start.SMin + added, (decimal)start.SMax + added, end.SMin, end.SMax, type.SMin, type.SMax)
            : new(induction.Step, (decimal)start.UMin + added, (decimal)start.UMax + added, end.UMin, end.UMax, type.UMin, type.UMax);
        return change.StartMin < change.TypeMin || change.StartMax > change.TypeMax ? null : change;
    }

    private readonly record struct Change(
        decimal Step, decimal StartMin, decimal StartMax, decimal BoundMin, decimal BoundMax, decimal TypeMin, decimal TypeMax);
}
