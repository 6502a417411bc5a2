using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

internal sealed partial class Simplify
{
    private Value? Convert(Value value)
    {
        Value a = value.Operands[0];
        switch (value.Op)
        {
            case IrOp.Trunc:
                return Trunc(value, a);
            case IrOp.ZExt when a.Op == IrOp.Trunc && IsUsedOnce(a):
                Rewrite(value, IrOp.ZExtIn, a.Operands[0]);
                value.Width = 4;
                return null;
            case IrOp.SExt when a.Op == IrOp.Trunc && IsUsedOnce(a):
                Rewrite(value, IrOp.SExtIn, a.Operands[0]);
                value.Width = 4;
                return null;
            case IrOp.SExt when IsNotNegative(a):
                Rewrite(value, IrOp.ZExt, a);
                return null;
            case IrOp.ZExtIn:
                return ZeroExtendIn(value, a);
            case IrOp.SExtIn:
                return SignExtendIn(value, a);
            case IrOp.ByteSwap when a.Op == IrOp.ByteSwap && a.Width == value.Width && a.Width == (value.Type.Kind == IrKind.I32 ? 4 : 8):
                return a.Operands[0];
            case IrOp.Bitcast when a.Op == IrOp.Bitcast && a.Operands[0].Type == value.Type:
                return a.Operands[0];
            default:
                return null;
        }
    }

    /// <summary>The low half of a sum is the sum of the low halves: arithmetic is done in the width that is wanted.</summary>
    private Value? Trunc(Value value, Value a)
    {
        if (a.Op is IrOp.ZExt or IrOp.SExt)
            return a.Operands[0];
        if (a.Op is IrOp.ZExtIn or IrOp.SExtIn && a.Width == 4)
        {
            Rewrite(value, IrOp.Trunc, a.Operands[0]);
        }
        else if (a.Op is IrOp.And or IrOp.Or or IrOp.Xor or IrOp.Add or IrOp.Sub or IrOp.Mul
            && Half(a.Operands[0]) is { } left && Half(a.Operands[1]) is { } right)
        {
            Rewrite(value, a.Op, Materialize(value, left), Materialize(value, right));
        }

        return null;
    }

    /// <summary>The 32-bit value an operand is the extension of, or a constant; null for others.</summary>
    private static Value? Half(Value value) => value.Op switch
    {
        IrOp.ZExt or IrOp.SExt => value.Operands[0],
        IrOp.Const => value,
        _ => null,
    };

    private Value Materialize(Value before, Value half) => half.Type.Kind == IrKind.I32 ? half : Constant(before, IrType.I32, half.Constant);

    private Value? ZeroExtendIn(Value value, Value a)
    {
        if (FitsUnsigned(a, value.Width * 8))
            return a;
        if (a.Op is IrOp.ZExtIn or IrOp.SExtIn && a.Width >= value.Width)
            Rewrite(value, IrOp.ZExtIn, a.Operands[0]);
        return null;
    }

    private Value? SignExtendIn(Value value, Value a)
    {
        int bits = value.Width * 8;
        if (FitsUnsigned(a, bits - 1) || (a.Op == IrOp.SExtIn && a.Width <= value.Width)
            || (a is { Op: IrOp.Load, Signed: true } && a.Width <= value.Width) || (a.Op == IrOp.SExt && value.Width == 4))
        {
            return a;
        }

        if (a.Op is IrOp.ZExtIn or IrOp.SExtIn && a.Width >= value.Width)
            Rewrite(value, IrOp.SExtIn, a.Operands[0]);
        return null;
    }

    private static bool IsNotNegative(Value value) => FitsUnsigned(value, (value.Type.Kind == IrKind.I32 ? 32 : 64) - 1);

    /// <summary>True where all bits from the given one up are known to be zero.</summary>
    private static bool FitsUnsigned(Value value, int bits)
    {
        switch (value.Op)
        {
            case IrOp.Const:
                return value.Constant >= 0 && (bits >= 63 || value.Constant >> bits == 0);
            case IrOp.Load:
                return !value.Signed && !value.Type.IsPtr && value.Width * 8 <= bits;
            case IrOp.ZExtIn or IrOp.ByteSwap:
                return value.Width * 8 <= bits;
            case IrOp.ZExt:
                return bits >= 32 || FitsUnsigned(value.Operands[0], bits);
            case IrOp.Trunc:
                return bits < 32 && FitsUnsigned(value.Operands[0], bits);
            case >= IrOp.Eq and <= IrOp.LeS:
                return bits >= 1;
            case IrOp.And:
                return FitsUnsigned(value.Operands[1], bits) || FitsUnsigned(value.Operands[0], bits);
            case IrOp.Or or IrOp.Xor:
                return FitsUnsigned(value.Operands[0], bits) && FitsUnsigned(value.Operands[1], bits);
            case IrOp.ShrU when value.Operands[1].Op == IrOp.Const:
                int width = value.Type.Kind == IrKind.I32 ? 32 : 64;
                return width - (value.Operands[1].Constant & (width - 1)) <= bits;
            default:
                return false;
        }
    }
}
