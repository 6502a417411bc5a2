using System;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>The range of an operation's result from the ranges of its operands.</summary>
internal static class RangeTransfer
{
    public static int BitsOf(IrType type) => type.Kind == IrKind.I32 ? 32 : 64;

    /// <summary>True for results that no kernel's verifier follows: to it they may be anything, as after a shift by what could be 64.</summary>
    public static bool IsHidden(Value value) => value.Op.IsDivision() || value.Op == IrOp.ByteSwap
        || (value.Op.IsShift() && value.Operands[1].Op != IrOp.Const);

    /// <summary>True for comparisons that verifiers before Linux 6.8 learn nothing from: of two numbers neither of which is a constant.</summary>
    public static bool IsHiddenComparison(Value value) => value.Op.IsComparison()
        && !value.Operands[0].Type.IsPtr && value.Operands[0].Op != IrOp.Const && value.Operands[1].Op != IrOp.Const;

    /// <summary>True for conditions made of others: both of two, one of two, not one. Verifiers see a number that is 0 or 1.</summary>
    public static bool IsCompound(Value condition) => condition.Type.Kind == IrKind.I32 && condition.Op switch
    {
        IrOp.And or IrOp.Or => true,
        IrOp.Eq or IrOp.Ne => condition.Operands[1] is { Op: IrOp.Const, Constant: 0, Type.Kind: IrKind.I32 } && (condition.Operands[0].Op.IsComparison() || condition.Operands[0].Op is IrOp.And or IrOp.Or),
        _ => false,
    };

    public static ValueRange Of(Value value, Func<Value, ValueRange> range)
    {
        int bits = BitsOf(value.Type);
        ValueRange Operand(int i) => range(value.Operands[i]);
        foreach (Value operand in value.Operands)
        {
            if (operand.Type.Kind != IrKind.Void && value.Op.IsPure() && range(operand).IsEmpty)
                return ValueRange.Empty(bits);
        }

        switch (value.Op)
        {
            case IrOp.Const:
                return ValueRange.Single(value.Constant, bits);
            case IrOp.Null:
                return ValueRange.Single(0, bits);
            case IrOp.Alloca or IrOp.MapAddress or IrOp.GlobalAddress or IrOp.FunctionAddress:
                return ValueRange.Unsigned(1, ulong.MaxValue, bits);
            case IrOp.Param when value.Type.Provenance == Provenance.Context:
            case IrOp.Load when value.Type.Provenance is Provenance.Packet or Provenance.PacketEnd:
                return ValueRange.Unsigned(1, ulong.MaxValue, bits);
            case IrOp.Load when value.Range is { } declared:
                return declared.Signed
                    ? ValueRange.Signed(declared.Min, unchecked((long)declared.Max), bits)
                    : ValueRange.Unsigned(unchecked((ulong)declared.Min), declared.Max, bits);
            case IrOp.Load when !value.Type.IsPtr && value.Width * 8 < bits:
                return value.Signed
                    ? ValueRange.Signed(-(1L << ((value.Width * 8) - 1)), (1L << ((value.Width * 8) - 1)) - 1, bits)
                    : ValueRange.Unsigned(0, (1UL << (value.Width * 8)) - 1, bits);
            case IrOp.PtrAdd:
                // Arithmetic on a pointer to something never gives null.
                return Operand(0).UMin > 0 ? ValueRange.Unsigned(1, ulong.MaxValue, bits) : ValueRange.Full(bits);
            case IrOp.Bitcast:
                return Operand(0);
            case >= IrOp.Eq and <= IrOp.LeS:
                return ConditionFacts.Decide(value.Op, Operand(0), Operand(1)) switch
                {
                    true => ValueRange.Single(1, 32),
                    false => ValueRange.Single(0, 32),
                    null => ValueRange.Unsigned(0, 1, 32),
                };
            case >= IrOp.Add and <= IrOp.ShrS:
                return Arithmetic(value.Op, Operand(0), Operand(1), bits);
            case IrOp.Trunc:
                ValueRange wide = Operand(0);
                if (wide.UMax <= uint.MaxValue)
                    return ValueRange.Unsigned(wide.UMin, wide.UMax, 32);
                return wide.SMin >= int.MinValue && wide.SMax <= int.MaxValue ? ValueRange.Signed(wide.SMin, wide.SMax, 32) : ValueRange.Full(32);
            case IrOp.ZExt:
                return ValueRange.Unsigned(Operand(0).UMin, Operand(0).UMax, 64);
            case IrOp.SExt:
                return ValueRange.Signed(Operand(0).SMin, Operand(0).SMax, 64);
            case IrOp.ZExtIn:
                ulong most = (1UL << (value.Width * 8)) - 1;
                return Operand(0).UMax <= most ? Operand(0) : ValueRange.Unsigned(0, most, bits);
            case IrOp.SExtIn:
                long half = 1L << ((value.Width * 8) - 1);
                return Operand(0).SMin >= -half && Operand(0).SMax < half ? Operand(0) : ValueRange.Signed(-half, half - 1, bits);
            case IrOp.ByteSwap when value.Width * 8 < bits:
                return ValueRange.Unsigned(0, (1UL << (value.Width * 8)) - 1, bits);
            default:
                return ValueRange.Full(bits);
        }
    }

    private static ValueRange Arithmetic(IrOp op, ValueRange a, ValueRange b, int bits)
    {
        ulong top = bits == 32 ? uint.MaxValue : ulong.MaxValue;
        (long least, long most) = bits == 32 ? ((long)int.MinValue, (long)int.MaxValue) : (long.MinValue, long.MaxValue);
        ValueRange result = ValueRange.Full(bits);
        switch (op)
        {
            case IrOp.Add:
                if (a.UMax <= top - b.UMax)
                    result = result with { UMin = a.UMin + b.UMin, UMax = a.UMax + b.UMax };
                if (InRange((decimal)a.SMin + b.SMin, (decimal)a.SMax + b.SMax, least, most))
                    result = result with { SMin = a.SMin + b.SMin, SMax = a.SMax + b.SMax };
                break;
            case IrOp.Sub:
                if (a.UMin >= b.UMax)
                    result = result with { UMin = a.UMin - b.UMax, UMax = a.UMax - b.UMin };
                if (InRange((decimal)a.SMin - b.SMax, (decimal)a.SMax - b.SMin, least, most))
                    result = result with { SMin = a.SMin - b.SMax, SMax = a.SMax - b.SMin };
                break;
            case IrOp.Mul:
                if (b.UMax == 0 || a.UMax <= top / b.UMax)
                    result = result with { UMin = a.UMin * b.UMin, UMax = a.UMax * b.UMax };
                break;
            case IrOp.DivU when b.UMin > 0:
                result = result with { UMin = a.UMin / b.UMax, UMax = a.UMax / b.UMin };
                break;
            case IrOp.ModU when b.UMin > 0:
                result = result with { UMin = 0, UMax = Math.Min(a.UMax, b.UMax - 1) };
                break;
            case IrOp.DivS when a.SMin >= 0 && b.SMin > 0:
                result = result with { SMin = a.SMin / b.SMax, SMax = a.SMax / b.SMin };
                break;
            case IrOp.ModS when b.SMin > 0:
                result = result with { SMin = a.SMin >= 0 ? 0 : Math.Max(a.SMin, 1 - b.SMax), SMax = a.SMax < 0 ? 0 : Math.Min(a.SMax, b.SMax - 1) };
                break;
            case IrOp.And:
                result = result with { UMin = 0, UMax = Math.Min(a.UMax, b.UMax) };
                break;
            case IrOp.Or:
                result = result with { UMin = Math.Max(a.UMin, b.UMin), UMax = AllBitsBelow(a.UMax | b.UMax) };
                break;
            case IrOp.Xor:
                result = result with { UMin = 0, UMax = AllBitsBelow(a.UMax | b.UMax) };
                break;
            case IrOp.ShrU when b.IsSingle:
                int right = (int)b.UMin & (bits - 1);
                result = result with { UMin = a.UMin >> right, UMax = a.UMax >> right };
                break;
            case IrOp.ShrU:
                result = result with { UMin = 0, UMax = a.UMax };
                break;
            case IrOp.ShrS when b.IsSingle:
                int arithmetic = (int)b.UMin & (bits - 1);
                result = result with { SMin = a.SMin >> arithmetic, SMax = a.SMax >> arithmetic };
                break;
            case IrOp.Shl when b.IsSingle:
                int left = (int)b.UMin & (bits - 1);
                if (a.UMax <= top >> left)
                    result = result with { UMin = a.UMin << left, UMax = a.UMax << left };
                break;
            default:
                break;
        }

        return result.Tightened();
    }

    private static bool InRange(decimal min, decimal max, long least, long most) => min >= least && max <= most;

    private static ulong AllBitsBelow(ulong value)
    {
        for (int i = 1; i < 64; i *= 2)
            value |= value >> i;
        return value;
    }
}
