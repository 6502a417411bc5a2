using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

internal sealed partial class Simplify
{
    private Value? Compare(Value value)
    {
        (Value a, Value b) = (value.Operands[0], value.Operands[1]);
        if (a == b)
        {
            MakeConstant(value, value.Op is IrOp.Eq or IrOp.LeU or IrOp.LeS ? 1 : 0);
            return null;
        }

        if ((a.Op == IrOp.PtrAdd || b.Op == IrOp.PtrAdd) && CompareOffsets(value, a, b)) return null;

        if (value.Op.Info().Commutes && a.Op is IrOp.Const or IrOp.Null && b.Op is not (IrOp.Const or IrOp.Null))
        {
            value.Operands.Reverse();
            _changed = true;
            (a, b) = (b, a);
        }

        if (b.Op == IrOp.Const && value.Op is IrOp.Eq or IrOp.Ne)
            return Equality(value, a, b.Constant);

        // Zero extension keeps the unsigned order, sign extension both; the narrow comparison is the same.
        if (a.Op == b.Op && a.Op is IrOp.ZExt or IrOp.SExt && (a.Op == IrOp.SExt || value.Op is IrOp.Eq or IrOp.Ne or IrOp.LtU or IrOp.LeU))
            Rewrite(value, value.Op, a.Operands[0], b.Operands[0]);
        else if (b.Op == IrOp.Const && Narrows(value.Op, a, b.Constant))
            Rewrite(value, Unsigned(value.Op, a), a.Operands[0], Constant(value, IrType.I32, b.Constant));
        else if (a.Op == IrOp.Const && Narrows(value.Op, b, a.Constant))
            Rewrite(value, Unsigned(value.Op, b), Constant(value, IrType.I32, a.Constant), b.Operands[0]);
        else
            Boundaries(value, a, b);
        return null;
    }

    private static bool Narrows(IrOp op, Value extended, long constant) => extended.Op switch
    {
        IrOp.SExt => constant == (int)constant && op is IrOp.Eq or IrOp.Ne or IrOp.LtS or IrOp.LeS && constant == (int)constant,
        IrOp.ZExt => constant == (uint)constant,
        _ => false,
    };

    /// <summary>Of a zero-extended value both orders are the unsigned one.</summary>
    private static IrOp Unsigned(IrOp op, Value extended) => extended.Op != IrOp.ZExt ? op : op switch
    {
        IrOp.LtS => IrOp.LtU,
        IrOp.LeS => IrOp.LeU,
        _ => op,
    };

    private Value? Equality(Value value, Value a, long c)
    {
        bool isEq = value.Op == IrOp.Eq;
        if (a.Op.IsComparison() && c is 0 or 1)
        {
            if (isEq == (c == 1))
                return a;
            Negate(value, a);
        }
        else if (Narrows(value.Op, a, c))
        {
            Rewrite(value, value.Op, a.Operands[0], Constant(value, IrType.I32, c));
        }
        else if (a.Op is IrOp.Sub && c == 0)
        {
            Rewrite(value, value.Op, a.Operands[0], a.Operands[1]);
        }
        else if (a is { Op: IrOp.Xor or IrOp.Add } && a.Operands[1].Op == IrOp.Const)
        {
            long other = a.Operands[1].Constant;
            Rewrite(value, value.Op, a.Operands[0], Constant(value, a.Type, a.Op == IrOp.Xor ? c ^ other : unchecked(c - other)));
        }

        return null;
    }

    /// <summary>The opposite of a comparison: for orders the operands change places.</summary>
    private void Negate(Value value, Value compare)
    {
        (Value a, Value b) = (compare.Operands[0], compare.Operands[1]);
        switch (compare.Op)
        {
            case IrOp.Eq:
                Rewrite(value, IrOp.Ne, a, b);
                break;
            case IrOp.Ne:
                Rewrite(value, IrOp.Eq, a, b);
                break;
            case IrOp.LtU:
                Rewrite(value, IrOp.LeU, b, a);
                break;
            case IrOp.LeU:
                Rewrite(value, IrOp.LtU, b, a);
                break;
            case IrOp.LtS:
                Rewrite(value, IrOp.LeS, b, a);
                break;
            default:
                Rewrite(value, IrOp.LtS, b, a);
                break;
        }
    }

    /// <summary>Unsigned comparisons at the ends of the range: nothing is below 0, only 0 is not above it.</summary>
    private void Boundaries(Value value, Value a, Value b)
    {
        if (value.Op == IrOp.LtU && IsConst(b, 0))
            MakeConstant(value, 0);
        else if (value.Op == IrOp.LeU && IsConst(a, 0))
            MakeConstant(value, 1);
        else if ((value.Op == IrOp.LtU && IsConst(b, 1)) || (value.Op == IrOp.LeU && IsConst(b, 0)))
            Rewrite(value, IrOp.Eq, a, Constant(value, a.Type, 0));
        else if ((value.Op == IrOp.LtU && IsConst(a, 0)) || (value.Op == IrOp.LeU && IsConst(a, 1)))
            Rewrite(value, IrOp.Ne, b, Constant(value, b.Type, 0));
    }
}
