// Rests on: Documentation/bpf/verifier.rst; register states in level-2 logs; brute force at small widths (tests).
using Bpf.Core.Isa;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>What arithmetic on two scalars leaves known: tracked bits and both pairs of ranges.</summary>
internal static class ScalarAlu
{
    /// <summary>Applies <paramref name="op"/>, a division of signed numbers or of unsigned ones; the result replaces <paramref name="dst"/>.</summary>
    public static void Apply(ref RegisterState dst, RegisterState src, AluCode op, bool is32, bool signed, BehaviorSwitches rules)
    {
        if (!IsComputable(in src, op, is32, rules))
        {
            dst.SetUnknown(false);
            return;
        }

        switch (op)
        {
            case AluCode.Add:
                Add(ref dst, in src, rules);
                break;
            case AluCode.Sub:
                Sub(ref dst, in src, rules);
                break;
            case AluCode.Neg:
                RegisterState zero = default;
                zero.SetConst(0);
                RegisterState operand = dst;
                dst.SetKnown(0);
                Sub(ref dst, in operand, rules);
                break;
            case AluCode.Mul:
                dst.VarOff = rules.MulUnion ? Tnum.MulByUnion(dst.VarOff, src.VarOff)
                    : rules.MulMasks ? Tnum.MulByMasks(dst.VarOff, src.VarOff)
                    : Tnum.MulByHalves(dst.VarOff, src.VarOff);
                ScalarMul.Apply(ref dst, in src, rules);
                break;
            case AluCode.Div or AluCode.Mod:
                ScalarDiv.Apply(ref dst, in src, op == AluCode.Mod, signed, is32);
                break;
            case AluCode.And or AluCode.Or or AluCode.Xor:
                ScalarBitwise.Apply(ref dst, in src, op, rules);
                break;
            case AluCode.Lsh or AluCode.Rsh or AluCode.Arsh when is32:
                ScalarShift.Apply32(ref dst, (int)src.U32Min, op);
                break;
            default:
                ScalarShift.Apply64(ref dst, (int)src.UMin, op, rules);
                break;
        }

        if (is32)
        {
            Bounds.ZeroExtend(ref dst);
        }

        Bounds.Sync(ref dst, rules);
    }

    /// <summary>Adds, without bringing the views in line.</summary>
    public static void Add(ref RegisterState dst, in RegisterState src, BehaviorSwitches rules)
    {
        AddSigned(ref dst, src.SMin, src.SMax, src.S32Min, src.S32Max);
        ulong min = unchecked(dst.UMin + src.UMin), max = unchecked(dst.UMax + src.UMax);
        (dst.UMin, dst.UMax) = Survives(min < src.UMin, max < src.UMax, rules) ? (min, max) : (0UL, ulong.MaxValue);
        uint min32 = unchecked(dst.U32Min + src.U32Min), max32 = unchecked(dst.U32Max + src.U32Max);
        (dst.U32Min, dst.U32Max) = Survives(min32 < src.U32Min, max32 < src.U32Max, rules) ? (min32, max32) : (0U, uint.MaxValue);
        dst.VarOff = Tnum.Add(dst.VarOff, src.VarOff);
    }

    private static void Sub(ref RegisterState dst, in RegisterState src, BehaviorSwitches rules)
    {
        (dst.SMin, dst.SMax) = SubFits(dst.SMin, src.SMax) && SubFits(dst.SMax, src.SMin)
            ? (dst.SMin - src.SMax, dst.SMax - src.SMin)
            : (long.MinValue, long.MaxValue);
        long min32s = (long)dst.S32Min - src.S32Max, max32s = (long)dst.S32Max - src.S32Min;
        (dst.S32Min, dst.S32Max) = min32s == (int)min32s && max32s == (int)max32s
            ? ((int)min32s, (int)max32s)
            : (int.MinValue, int.MaxValue);
        (dst.UMin, dst.UMax) = Survives(dst.UMin < src.UMax, dst.UMax < src.UMin, rules)
            ? (unchecked(dst.UMin - src.UMax), unchecked(dst.UMax - src.UMin))
            : (0UL, ulong.MaxValue);
        (dst.U32Min, dst.U32Max) = Survives(dst.U32Min < src.U32Max, dst.U32Max < src.U32Min, rules)
            ? (unchecked(dst.U32Min - src.U32Max), unchecked(dst.U32Max - src.U32Min))
            : (0U, uint.MaxValue);
        dst.VarOff = Tnum.Sub(dst.VarOff, src.VarOff);
    }

    private static void AddSigned(ref RegisterState dst, long min, long max, int min32, int max32)
    {
        (dst.SMin, dst.SMax) = AddFits(dst.SMin, min) && AddFits(dst.SMax, max)
            ? (dst.SMin + min, dst.SMax + max)
            : (long.MinValue, long.MaxValue);
        long low = (long)dst.S32Min + min32, high = (long)dst.S32Max + max32;
        (dst.S32Min, dst.S32Max) = low == (int)low && high == (int)high ? ((int)low, (int)high) : (int.MinValue, int.MaxValue);
    }

    /// <summary>A range that wraps at both ends or at none is still a range; older kernels gave up on any wrap.</summary>
    private static bool Survives(bool minWraps, bool maxWraps, BehaviorSwitches rules) =>
        minWraps == maxWraps && (!minWraps || rules.ExactAddOverflow);

    public static bool AddFits(long a, long b) => ((a ^ unchecked(a + b)) & (b ^ unchecked(a + b))) >= 0;

    public static bool SubFits(long a, long b) => ((a ^ b) & (a ^ unchecked(a - b))) >= 0;

    /// <summary>Shifts by a known, legal count, and where the kernel follows it, division by a known number: else the result is unknown.</summary>
    private static bool IsComputable(in RegisterState src, AluCode op, bool is32, BehaviorSwitches rules) => op switch
    {
        AluCode.Add or AluCode.Sub or AluCode.Neg or AluCode.And or AluCode.Xor or AluCode.Or or AluCode.Mul => true,
        AluCode.Lsh or AluCode.Rsh or AluCode.Arsh => IsOneValue(in src, is32) && src.UMax < (is32 ? 32UL : 64UL),
        AluCode.Div or AluCode.Mod => rules.DividesRanges && IsOneValue(in src, is32),
        _ => false,
    };

    private static bool IsOneValue(in RegisterState reg, bool is32) => is32
        ? reg.VarOff.IsSubregConst && reg.S32Min == reg.S32Max && reg.U32Min == reg.U32Max
        : reg.VarOff.IsConst && reg.SMin == reg.SMax && reg.UMin == reg.UMax;
}
