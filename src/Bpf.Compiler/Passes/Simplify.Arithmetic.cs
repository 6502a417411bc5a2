using System;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

internal sealed partial class Simplify
{
    private Value? Binary(Value value)
    {
        if (value.Op.Info().Commutes && value.Operands[0].Op == IrOp.Const)
        {
            value.Operands.Reverse();
            _changed = true;
        }

        (Value a, Value b) = (value.Operands[0], value.Operands[1]);
        if (a == b && OfEqual(value, a) is { } equal)
            return equal;
        if (b.Op == IrOp.Const)
            return WithConstant(value, a, b.Constant);
        if (value.Op == IrOp.Sub && IsConst(a, 0) && b.Op == IrOp.Sub && IsConst(b.Operands[0], 0))
            return b.Operands[1];
        if (value.Op == IrOp.Sub && ConstantDifference(a, b) is { } difference)
            MakeConstant(value, difference);
        return null;
    }

    /// <summary>a - b where one is the other plus a constant. Other sums are left: what verifiers don't know of a difference may be wanted.</summary>
    private static long? ConstantDifference(Value a, Value b)
    {
        if (b.Op == IrOp.Add && b.Operands[0] == a && b.Operands[1].Op == IrOp.Const)
            return -b.Operands[1].Constant;
        if (a.Op == IrOp.Add && a.Operands[0] == b && a.Operands[1].Op == IrOp.Const)
            return a.Operands[1].Constant;
        return a.Op == IrOp.Bitcast && b.Op == IrOp.Bitcast && a.Operands[0] is { Op: IrOp.PtrAdd, Operands.Count: 1 } moved && moved.Operands[0] == b.Operands[0]
            ? moved.Constant
            : null;
    }

    private Value? OfEqual(Value value, Value a)
    {
        switch (value.Op)
        {
            case IrOp.And or IrOp.Or:
                return a;
            case IrOp.Sub or IrOp.Xor:
                MakeConstant(value, 0);
                return value;
            default:
                return null;
        }
    }

    private Value? WithConstant(Value value, Value a, long c)
    {
        int bits = value.Type.Kind == IrKind.I32 ? 32 : 64;
        switch (value.Op)
        {
            case IrOp.Add or IrOp.Sub or IrOp.Or or IrOp.Xor when c == 0:
            case IrOp.Mul or IrOp.DivU or IrOp.DivS when c == 1:
            case IrOp.And when c == -1:
            case IrOp.Shl or IrOp.ShrU or IrOp.ShrS when (c & (bits - 1)) == 0:
                return a;
            case IrOp.And or IrOp.Mul when c == 0:
            case IrOp.ModU or IrOp.ModS when c == 1:
                MakeConstant(value, 0);
                return null;
            case IrOp.Or when c == -1:
                MakeConstant(value, -1);
                return null;
            case IrOp.Sub when c != (bits == 32 ? int.MinValue : long.MinValue):
                Rewrite(value, IrOp.Add, a, Constant(value, value.Type, -c));
                return null;
            case IrOp.Mul when IsPowerOfTwo(c, bits, out int log):
                Rewrite(value, IrOp.Shl, a, Constant(value, value.Type, log));
                return null;
            case IrOp.DivU when IsPowerOfTwo(c, bits, out int log):
                Rewrite(value, IrOp.ShrU, a, Constant(value, value.Type, log));
                return null;
            case IrOp.ModU when IsPowerOfTwo(c, bits, out _):
                Rewrite(value, IrOp.And, a, Constant(value, value.Type, c - 1));
                return null;
            case IrOp.And when bits == 64 && c == uint.MaxValue:
                Rewrite(value, IrOp.ZExtIn, a);
                value.Width = 4;
                return null;
            default:
                return Reassociate(value, a, c);
        }
    }

    /// <summary>(a op c1) op c2 as a op (c1 op c2).</summary>
    private Value? Reassociate(Value value, Value a, long c)
    {
        if (a.Op != value.Op || a.Operands is not [var inner, { Op: IrOp.Const, Constant: var first }])
            return null;
        unchecked
        {
            int bits = value.Type.Kind == IrKind.I32 ? 32 : 64;
            long mask = bits - 1;
            switch (value.Op)
            {
                case IrOp.Add:
                    Rewrite(value, IrOp.Add, inner, Constant(value, value.Type, first + c));
                    break;
                case IrOp.Mul:
                    Rewrite(value, IrOp.Mul, inner, Constant(value, value.Type, first * c));
                    break;
                case IrOp.And:
                    Rewrite(value, IrOp.And, inner, Constant(value, value.Type, first & c));
                    break;
                case IrOp.Or:
                    Rewrite(value, IrOp.Or, inner, Constant(value, value.Type, first | c));
                    break;
                case IrOp.Xor:
                    Rewrite(value, IrOp.Xor, inner, Constant(value, value.Type, first ^ c));
                    break;
                case IrOp.Shl or IrOp.ShrU when (first & mask) + (c & mask) >= bits:
                    MakeConstant(value, 0);
                    break;
                case IrOp.Shl or IrOp.ShrU or IrOp.ShrS:
                    Rewrite(value, value.Op, inner, Constant(value, value.Type, Math.Min((first & mask) + (c & mask), mask)));
                    break;
                default:
                    break;
            }
        }

        return null;
    }

    private static bool IsPowerOfTwo(long value, int bits, out int log)
    {
        ulong u = bits == 32 ? (uint)value : (ulong)value;
        log = 0;
        if (u == 0 || (u & (u - 1)) != 0)
            return false;
        while ((u >> log & 1) == 0)
            log++;
        return true;
    }
}
