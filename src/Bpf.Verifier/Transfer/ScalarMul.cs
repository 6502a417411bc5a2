// Rests on: register states in level-2 logs; brute force at small widths (tests).
using System;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>Ranges of products.</summary>
internal static class ScalarMul
{
    public static void Apply(ref RegisterState dst, in RegisterState src, BehaviorSwitches rules)
    {
        if (!rules.SignedMul)
        {
            ApplyPositive(ref dst, in src);
            return;
        }

        bool wraps32 = (ulong)dst.U32Max * src.U32Max > uint.MaxValue;
        (dst.U32Min, dst.U32Max) = wraps32 ? (0U, uint.MaxValue) : (dst.U32Min * src.U32Min, dst.U32Max * src.U32Max);
        long a = (long)dst.S32Min * src.S32Min, b = (long)dst.S32Min * src.S32Max;
        long c = (long)dst.S32Max * src.S32Min, d = (long)dst.S32Max * src.S32Max;
        long low = Math.Min(Math.Min(a, b), Math.Min(c, d)), high = Math.Max(Math.Max(a, b), Math.Max(c, d));
        (dst.S32Min, dst.S32Max) = low == (int)low && high == (int)high ? ((int)low, (int)high) : (int.MinValue, int.MaxValue);

        (dst.UMin, dst.UMax) = Fits(dst.UMax, src.UMax) ? (dst.UMin * src.UMin, dst.UMax * src.UMax) : (0UL, ulong.MaxValue);
        if (Fits(dst.SMin, src.SMin, out a) && Fits(dst.SMin, src.SMax, out b)
            && Fits(dst.SMax, src.SMin, out c) && Fits(dst.SMax, src.SMax, out d))
        {
            dst.SMin = Math.Min(Math.Min(a, b), Math.Min(c, d));
            dst.SMax = Math.Max(Math.Max(a, b), Math.Max(c, d));
        }
        else
        {
            dst.SMin = long.MinValue;
            dst.SMax = long.MaxValue;
        }
    }

    /// <summary>Before 6.14: only where neither side can be negative and both fit the low half of the width.</summary>
    private static void ApplyPositive(ref RegisterState dst, in RegisterState src)
    {
        if (dst.S32Min < 0 || src.S32Min < 0 || dst.U32Max > ushort.MaxValue || src.U32Max > ushort.MaxValue)
        {
            dst.SetUnbounded32();
        }
        else
        {
            dst.U32Min *= src.U32Min;
            dst.U32Max *= src.U32Max;
            (dst.S32Min, dst.S32Max) = dst.U32Max <= int.MaxValue
                ? ((int)dst.U32Min, (int)dst.U32Max) : (int.MinValue, int.MaxValue);
        }

        if (dst.SMin < 0 || src.SMin < 0 || dst.UMax > uint.MaxValue || src.UMax > uint.MaxValue)
        {
            dst.SetUnbounded64();
        }
        else
        {
            dst.UMin *= src.UMin;
            dst.UMax *= src.UMax;
            (dst.SMin, dst.SMax) = dst.UMax <= long.MaxValue ? ((long)dst.UMin, (long)dst.UMax) : (long.MinValue, long.MaxValue);
        }
    }

    private static bool Fits(ulong a, ulong b) => a == 0 || b <= ulong.MaxValue / a;

    private static bool Fits(long a, long b, out long product)
    {
        product = unchecked(a * b);
        bool overflows = (a == -1 && b == long.MinValue) || (b == -1 && a == long.MinValue)
            || (a != 0 && a != -1 && b != -1 && product / a != b);
        return !overflows;
    }
}
