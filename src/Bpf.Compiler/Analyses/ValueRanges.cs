using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>
/// The range of each value, and the tighter one it has in a block because of the branches that dominate the block. Optimistic: what has not
/// been found reachable counts as never run. Phis that keep growing are widened, then narrowed once.
/// </summary>
internal sealed class ValueRanges
{
    // Sweeps before a growing phi is widened to its type's ends; sweeps after that which may only narrow.
    private const int Patience = 4;
    private const int Narrowing = 2;

    // Operations looked back through for what is known of a value's operands.
    private const int LookBack = 4;

    private readonly Dominators _dominators;
    private readonly bool _asVerifier;
    private readonly Dictionary<Value, ValueRange> _ranges = [];
    private readonly HashSet<(BasicBlock From, int Edge)> _edges = [];
    private readonly HashSet<BasicBlock> _reached = [];

    // What any branch depends on: of all else nothing is learnt on the way down.
    private readonly HashSet<Value> _tested = [];

    /// <param name="function">The function.</param>
    /// <param name="asVerifier">True to know only what verifiers can know, too: nothing of remainders, for example.</param>
    public ValueRanges(Function function, bool asVerifier = false)
    {
        _asVerifier = asVerifier;
        _dominators = new Dominators(function);
        _reached.Add(function.Blocks[0]);
        foreach (BasicBlock block in function.Blocks)
        {
            if (block.Terminator is { Op: IrOp.Branch } branch)
                AddTested(branch.Operands[0]);
        }

        int sweep = 0;
        while (Sweep(sweep++ >= Patience, narrow: false))
        {
        }

        for (int i = 0; i < Narrowing; i++)
            Sweep(widen: false, narrow: true);
    }

    public bool IsReached(BasicBlock block) => _reached.Contains(block);

    /// <summary>The range of a value where it is used in a block.</summary>
    public ValueRange In(BasicBlock block, Value value)
    {
        if (!_ranges.TryGetValue(value, out ValueRange range))
            range = value.Op is IrOp.Const or IrOp.Null ? RangeTransfer.Of(value, _ => default) : ValueRange.Empty(RangeTransfer.BitsOf(value.Type));
        if (!_tested.Contains(value) && !(value.Op is IrOp.ZExt or IrOp.SExt && _tested.Contains(value.Operands[0])))
            return range;
        for (BasicBlock? at = block; at is not null && !range.IsEmpty; at = _dominators.ImmediateDominator(at))
        {
            // A fact holds below an edge that is the only way into its block.
            if (at.Predecessors is [var from] && from.Terminator is { Op: IrOp.Branch } branch)
                range = Refine(range, value, branch, branch.Targets[0] == at, from);
        }

        return range;
    }

    /// <summary>
    /// As <see cref="In"/>, but what is known of its operands in the block counts, too: <c>i + 1</c> is bounded where <c>i</c> is, wherever it was
    /// computed. No verifier looks back like that: a guard that only this decides is its proof.
    /// </summary>
    public ValueRange Proven(BasicBlock block, Value value) => Proven(block, value, LookBack);

    private ValueRange Proven(BasicBlock block, Value value, int depth)
    {
        ValueRange range = In(block, value);
        return depth == 0 || range.IsEmpty || range.IsSingle || value.Op is IrOp.Phi or IrOp.Load || !value.Op.IsPure()
            || (_asVerifier && RangeTransfer.IsHidden(value))
            ? range
            : range.Intersect(RangeTransfer.Of(value, operand => Proven(block, operand, depth - 1)));
    }

    /// <summary>The range of a value on the way from one block to another.</summary>
    public ValueRange OnEdge(BasicBlock from, BasicBlock to, Value value)
    {
        ValueRange range = In(from, value);
        return from.Terminator is { Op: IrOp.Branch } branch ? Refine(range, value, branch, branch.Targets[0] == to, from) : range;
    }

    /// <summary>The result of a comparison that an equal or opposite one above decides; else null.</summary>
    public bool? DecidedAbove(BasicBlock block, Value compare)
    {
        for (BasicBlock? at = block; at is not null; at = _dominators.ImmediateDominator(at))
        {
            if (at.Predecessors is not [var from] || from.Terminator is not { Op: IrOp.Branch } branch || !branch.Operands[0].Op.IsComparison())
                continue;
            Value known = branch.Operands[0];
            (IrOp op, Value a, Value b) = (known.Op, known.Operands[0], known.Operands[1]);
            if (branch.Targets[0] != at)
            {
                (op, bool swapped) = ConditionFacts.Negate(op);
                if (swapped)
                    (a, b) = (b, a);
            }

            if (Implies(Unsigned(block, op, a, b), a, b, compare, Unsigned(block, compare.Op, compare.Operands[0], compare.Operands[1])) is { } result)
                return result;
        }

        return null;
    }

    /// <summary>The comparison without signs where neither operand is negative: both orders are the same there.</summary>
    private IrOp Unsigned(BasicBlock block, IrOp op, Value a, Value b) =>
        op is not (IrOp.LtS or IrOp.LeS) || In(block, a) is not { IsEmpty: false, SMin: >= 0 } || In(block, b) is not { IsEmpty: false, SMin: >= 0 } ? op
        : op == IrOp.LtS ? IrOp.LtU : IrOp.LeU;

    private static bool? Implies(IrOp known, Value a, Value b, Value compare, IrOp asked)
    {
        bool same = compare.Operands[0] == a && compare.Operands[1] == b;
        bool swapped = compare.Operands[0] == b && compare.Operands[1] == a;
        if (!same && !swapped)
            return null;
        bool symmetric = asked is IrOp.Eq or IrOp.Ne;
        return known switch
        {
            IrOp.Eq => asked is IrOp.Eq or IrOp.LeU or IrOp.LeS,
            IrOp.Ne when symmetric => asked == IrOp.Ne,
            IrOp.LtU or IrOp.LtS when symmetric => asked == IrOp.Ne,
            IrOp.LtU when asked is IrOp.LtU or IrOp.LeU => same,
            IrOp.LtS when asked is IrOp.LtS or IrOp.LeS => same,
            IrOp.LeU when asked == IrOp.LeU && same => true,
            IrOp.LeU when asked == IrOp.LtU && swapped => false,
            IrOp.LeS when asked == IrOp.LeS && same => true,
            IrOp.LeS when asked == IrOp.LtS && swapped => false,
            _ => null,
        };
    }

    private void AddTested(Value condition)
    {
        if (!_tested.Add(condition) || (!condition.Op.IsComparison() && !RangeTransfer.IsCompound(condition)))
            return;
        foreach (Value operand in condition.Operands)
            AddTested(operand);
    }

    private bool Sweep(bool widen, bool narrow)
    {
        bool changed = false;
        foreach (BasicBlock block in _dominators.ReversePostOrder)
        {
            if (!_reached.Contains(block))
                continue;
            foreach (Value value in block.Values)
            {
                if (value.Type.Kind != IrKind.Void)
                    changed |= Update(block, value, widen, narrow);
            }

            changed |= ReachSuccessors(block);
        }

        return changed;
    }

    private bool Update(BasicBlock block, Value value, bool widen, bool narrow)
    {
        ValueRange made = value.Op == IrOp.Phi ? Merge(block, value)
            : _asVerifier && RangeTransfer.IsHidden(value) ? ValueRange.Full(RangeTransfer.BitsOf(value.Type))
            : RangeTransfer.Of(value, v => In(block, v));
        bool known = _ranges.TryGetValue(value, out ValueRange old);
        if (known && !narrow)
            made = made.Union(old);
        if (known && made == old)
            return false;
        if (known && widen && value.Op == IrOp.Phi)
            made = Widen(old, made);
        _ranges[value] = made;
        return true;
    }

    private static ValueRange Widen(ValueRange old, ValueRange made)
    {
        ValueRange full = ValueRange.Full(made.Bits);
        return new ValueRange(
            made.UMin < old.UMin ? full.UMin : made.UMin,
            made.UMax > old.UMax ? full.UMax : made.UMax,
            made.SMin < old.SMin ? full.SMin : made.SMin,
            made.SMax > old.SMax ? full.SMax : made.SMax,
            made.Bits);
    }

    private ValueRange Merge(BasicBlock block, Value phi)
    {
        ValueRange merged = ValueRange.Empty(RangeTransfer.BitsOf(phi.Type));
        for (int i = 0; i < phi.Operands.Count; i++)
        {
            BasicBlock from = block.Predecessors[i];
            if (!_reached.Contains(from) || from.Terminator is not { } terminator)
                continue;
            bool isBranch = terminator.Op == IrOp.Branch && terminator.Targets[0] != terminator.Targets[1];
            int edge = isBranch && terminator.Targets[1] == block ? 1 : 0;
            if (isBranch ? !_edges.Contains((from, edge)) : !_edges.Contains((from, 0)) && !_edges.Contains((from, 1)))
                continue;
            ValueRange range = In(from, phi.Operands[i]);
            if (isBranch)
                range = Refine(range, phi.Operands[i], terminator, edge == 0, from);
            merged = merged.Union(range);
        }

        return merged;
    }

    private bool ReachSuccessors(BasicBlock block)
    {
        Value terminator = block.Terminator!;
        bool changed = false;
        for (int i = 0; i < terminator.Targets.Length; i++)
        {
            if (terminator.Op == IrOp.Branch)
            {
                ValueRange condition = In(block, terminator.Operands[0]);
                if (condition.IsEmpty || (i == 0 ? condition.UMax == 0 : condition.UMin > 0))
                    continue;
            }

            changed |= _edges.Add((block, i));
            changed |= _reached.Add(terminator.Targets[i]);
        }

        return changed;
    }

    /// <summary>What a branch taken or not says about a value.</summary>
    private ValueRange Refine(ValueRange range, Value value, Value branch, bool taken, BasicBlock at) =>
        branch.Targets[0] == branch.Targets[1] ? range : Refine(range, value, branch.Operands[0], taken);

    /// <summary>What a condition that holds, or doesn't, says about a value: a conjunction by each of its parts, a negation by what is negated.</summary>
    private ValueRange Refine(ValueRange range, Value value, Value condition, bool taken)
    {
        if (!_asVerifier && RangeTransfer.IsCompound(condition))
        {
            bool isBoth = condition.Op == (taken ? IrOp.And : IrOp.Or);
            if (condition.Op.IsComparison())
                return Refine(range, value, condition.Operands[0], taken != (condition.Op == IrOp.Eq));
            if (isBoth)
                return Refine(Refine(range, value, condition.Operands[0], taken), value, condition.Operands[1], taken);
        }

        if (condition == value)
            return taken ? range.Without(0) : range.Intersect(ValueRange.Single(0, 32));
        if (!condition.Op.IsComparison())
            return range;
        if (_asVerifier && RangeTransfer.IsHiddenComparison(condition))
            return range;
        (IrOp op, Value a, Value b) = (condition.Op, condition.Operands[0], condition.Operands[1]);
        if (!taken)
        {
            (op, bool swapped) = ConditionFacts.Negate(op);
            if (swapped)
                (a, b) = (b, a);
        }

        if (value == a)
            return ConditionFacts.Left(op, range, Known(b));
        if (value == b)
            return ConditionFacts.Right(op, Known(a), range);
        // What holds for a 32-bit value holds for its extension.
        if (value.Op == IrOp.ZExt && value.Operands[0] == a)
            return range.Intersect(Extended(ConditionFacts.Left(op, Known(a), Known(b)), signed: false));
        if (value.Op == IrOp.ZExt && value.Operands[0] == b)
            return range.Intersect(Extended(ConditionFacts.Right(op, Known(a), Known(b)), signed: false));
        if (value.Op == IrOp.SExt && value.Operands[0] == a)
            return range.Intersect(Extended(ConditionFacts.Left(op, Known(a), Known(b)), signed: true));
        if (value.Op == IrOp.SExt && value.Operands[0] == b)
            return range.Intersect(Extended(ConditionFacts.Right(op, Known(a), Known(b)), signed: true));
        return range;
    }

    private static ValueRange Extended(ValueRange range, bool signed) => range.IsEmpty ? ValueRange.Empty(64)
        : signed ? ValueRange.Signed(range.SMin, range.SMax, 64)
        : ValueRange.Unsigned(range.UMin, range.UMax, 64);

    private ValueRange Known(Value value) => _ranges.TryGetValue(value, out ValueRange range) ? range
        : value.Op is IrOp.Const or IrOp.Null ? RangeTransfer.Of(value, _ => default)
        : ValueRange.Empty(RangeTransfer.BitsOf(value.Type));
}
