// Rests on: RFC 9669 section 4.1 (division by zero, the lowest number by -1), messages of real verdicts, level-2 logs.
using System;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>Ranges of quotients and remainders of a known divisor.</summary>
internal static class ScalarDiv
{
    /// <summary>Divides <paramref name="dst"/> by the constant in <paramref name="src"/>; what the range found doesn't tell is forgotten.</summary>
    public static void Apply(ref RegisterState dst, in RegisterState src, bool remainder, bool signed, bool is32)
    {
        if ((is32 ? src.U32Min : src.UMin) == 0)
        {
            // x / 0 is 0, x % 0 is x.
            if (!remainder)
            {
                dst.SetKnown(0);
            }
        }
        else if (signed)
        {
            ApplySigned(ref dst, is32 ? src.S32Min : src.SMin, remainder, is32);
        }
        else
        {
            ApplyUnsigned(ref dst, is32 ? src.U32Min : src.UMin, remainder, is32);
        }
    }

    private static void ApplyUnsigned(ref RegisterState dst, ulong divisor, bool remainder, bool is32)
    {
        (ulong min, ulong max) = is32 ? (dst.U32Min, dst.U32Max) : (dst.UMin, dst.UMax);
        if (remainder && max < divisor)
        {
            return;
        }

        (min, max) = remainder ? (0, divisor - 1) : (min / divisor, max / divisor);
        Forget(ref dst);
        if (is32)
        {
            (dst.U32Min, dst.U32Max) = ((uint)min, (uint)max);
        }
        else
        {
            (dst.UMin, dst.UMax) = (min, max);
        }
    }

    private static void ApplySigned(ref RegisterState dst, long divisor, bool remainder, bool is32)
    {
        (long min, long max) = is32 ? (dst.S32Min, dst.S32Max) : (dst.SMin, dst.SMax);
        long lowest = is32 ? int.MinValue : long.MinValue;
        if (remainder)
        {
            // A remainder is nearer to zero than the divisor and has the dividend's sign.
            long most = (long)((divisor < 0 ? 0 - (ulong)divisor : (ulong)divisor) - 1);
            if (min >= -most && max <= most)
            {
                return;
            }

            (min, max) = min >= 0 ? (0, Math.Min(max, most))
                : max <= 0 ? (Math.Max(min, -most), 0)
                : (-most, most);
        }
        else if (divisor == -1 && min == lowest)
        {
            // The lowest number by -1 is itself: beside others, anything may come out.
            max = max == lowest ? lowest : -(lowest + 1);
        }
        else
        {
            (long a, long b) = (min / divisor, max / divisor);
            (min, max) = (Math.Min(a, b), Math.Max(a, b));
        }

        Forget(ref dst);
        if (is32)
        {
            (dst.S32Min, dst.S32Max) = ((int)min, (int)max);
        }
        else
        {
            (dst.SMin, dst.SMax) = (min, max);
        }
    }

    private static void Forget(ref RegisterState dst)
    {
        dst.VarOff = Tnum.Unknown;
        dst.SetUnbounded64();
        dst.SetUnbounded32();
    }
}
