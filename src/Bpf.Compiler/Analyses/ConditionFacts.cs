using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>What a comparison says about ranges, and ranges about a comparison.</summary>
internal static class ConditionFacts
{
    /// <summary>The comparison's result where the ranges leave only one; else null.</summary>
    public static bool? Decide(IrOp op, ValueRange a, ValueRange b) => op switch
    {
        IrOp.Eq => a.IsSingle && b.IsSingle && a.UMin == b.UMin ? true : a.Intersect(b).IsEmpty ? false : null,
        IrOp.Ne => !Decide(IrOp.Eq, a, b),
        IrOp.LtU => a.UMax < b.UMin ? true : a.UMin >= b.UMax ? false : null,
        IrOp.LeU => a.UMax <= b.UMin ? true : a.UMin > b.UMax ? false : null,
        IrOp.LtS => a.SMax < b.SMin ? true : a.SMin >= b.SMax ? false : null,
        IrOp.LeS => a.SMax <= b.SMin ? true : a.SMin > b.SMax ? false : null,
        _ => null,
    };

    /// <summary>The range of the left operand where the comparison is known to hold.</summary>
    public static ValueRange Left(IrOp op, ValueRange a, ValueRange b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return ValueRange.Empty(a.Bits);
        ValueRange full = ValueRange.Full(a.Bits);
        return op switch
        {
            IrOp.Eq => a.Intersect(b),
            IrOp.Ne => b.IsSingle ? a.Without(b.SMin) : a,
            IrOp.LtU => b.UMax == 0 ? ValueRange.Empty(a.Bits) : a.Intersect(full with { UMax = b.UMax - 1 }),
            IrOp.LeU => a.Intersect(full with { UMax = b.UMax }),
            IrOp.LtS => b.SMax == full.SMin ? ValueRange.Empty(a.Bits) : a.Intersect(full with { SMax = b.SMax - 1 }),
            _ => a.Intersect(full with { SMax = b.SMax }),
        };
    }

    /// <summary>The range of the right operand where the comparison is known to hold.</summary>
    public static ValueRange Right(IrOp op, ValueRange a, ValueRange b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return ValueRange.Empty(b.Bits);
        ValueRange full = ValueRange.Full(b.Bits);
        return op switch
        {
            IrOp.Eq => b.Intersect(a),
            IrOp.Ne => a.IsSingle ? b.Without(a.SMin) : b,
            IrOp.LtU => a.UMin == full.UMax ? ValueRange.Empty(b.Bits) : b.Intersect(full with { UMin = a.UMin + 1 }),
            IrOp.LeU => b.Intersect(full with { UMin = a.UMin }),
            IrOp.LtS => a.SMin == full.SMax ? ValueRange.Empty(b.Bits) : b.Intersect(full with { SMin = a.SMin + 1 }),
            _ => b.Intersect(full with { SMin = a.SMin }),
        };
    }

    /// <summary>The comparison that holds where the given one doesn't: its operation, and whether the operands change places.</summary>
    public static (IrOp Op, bool Swapped) Negate(IrOp op) => op switch
    {
        IrOp.Eq => (IrOp.Ne, false),
        IrOp.Ne => (IrOp.Eq, false),
        IrOp.LtU => (IrOp.LeU, true),
        IrOp.LeU => (IrOp.LtU, true),
        IrOp.LtS => (IrOp.LeS, true),
        _ => (IrOp.LtS, true),
    };
}
