// Rests on: Documentation/bpf/verifier.rst, the bounds printed by level-2 logs, and brute force at small widths (tests). The
// order and number of the steps is observable (it decides which bounds are found), so it follows what the kernel prints.
using System;

namespace Bpf.Verifier.State;

/// <summary>Deductions between the five views of one value: tracked bits, signed and unsigned ranges of 64 and 32 bits.</summary>
internal static class Bounds
{
    /// <summary>Brings all views to what the kernel of <paramref name="rules"/> knows after an operation.</summary>
    public static void Sync(ref RegisterState r, BehaviorSwitches rules)
    {
        LearnFromBits(ref r, rules);
        if (!rules.RegisterPairs)
        {
            SeparateBounds.Deduce(ref r);
            LearnBits(ref r, rules);
            LearnFromBits(ref r, rules);
            return;
        }

        for (int i = 0; i < rules.DeductionRounds; i++)
        {
            if (rules.CircularRanges)
            {
                Arcs.KeepOne(ref r);
            }

            Deduce32(ref r, rules);
            Deduce64(ref r, rules);
            if (rules.CircularRanges)
            {
                Arcs.LearnFromLowHalf(ref r);
            }
            else
            {
                DeduceMixed(ref r, rules);
            }
        }

        LearnBits(ref r, rules);
        LearnFromBits(ref r, rules);
    }

    /// <summary>Ranges from tracked bits.</summary>
    public static void LearnFromBits(ref RegisterState r, BehaviorSwitches rules)
    {
        LearnFromBits32(ref r);
        ulong value = r.VarOff.Value, mask = r.VarOff.Mask;
        r.SMin = Math.Max(r.SMin, (long)(value | (mask & 1UL << 63)));
        r.SMax = Math.Min(r.SMax, (long)(value | (mask & long.MaxValue)));
        r.UMin = Math.Max(r.UMin, value);
        r.UMax = Math.Min(r.UMax, value | mask);
        if (rules.SingleMembers)
        {
            LearnSingleMember(ref r, value | mask);
        }
    }

    /// <summary>Where the unsigned range holds one value that the bits allow, it is that value.</summary>
    private static void LearnSingleMember(ref RegisterState r, ulong max)
    {
        bool member = (r.UMin & ~r.VarOff.Mask) == r.VarOff.Value;
        ulong next = r.VarOff.Next(r.UMin);
        if (member && next > r.UMax)
        {
            r.SetKnownKeepId(r.UMin);
        }
        else if (!member && next == max)
        {
            r.SetKnownKeepId(max);
        }
        else if (!member && next <= r.UMax && r.VarOff.Next(next) > r.UMax)
        {
            r.SetKnownKeepId(next);
        }
    }

    /// <summary>The 32-bit ranges from tracked bits.</summary>
    public static void LearnFromBits32(ref RegisterState r)
    {
        uint value = (uint)r.VarOff.Value, mask = (uint)r.VarOff.Mask;
        r.S32Min = Math.Max(r.S32Min, (int)(value | (mask & 1U << 31)));
        r.S32Max = Math.Min(r.S32Max, (int)(value | (mask & int.MaxValue)));
        r.U32Min = Math.Max(r.U32Min, value);
        r.U32Max = Math.Min(r.U32Max, value | mask);
    }

    /// <summary>Zero-extends: the 64-bit views become those of the low half.</summary>
    public static void ZeroExtend(ref RegisterState r)
    {
        r.VarOff = r.VarOff.Subreg;
        r.UMin = r.U32Min;
        r.UMax = r.U32Max;
        bool nonNegative = r.S32Min >= 0 && r.S32Max >= 0;
        r.SMin = nonNegative ? r.S32Min : 0;
        r.SMax = nonNegative ? r.S32Max : uint.MaxValue;
    }

    /// <summary>True where some range holds nothing.</summary>
    public static bool AreEmpty(in RegisterState r) =>
        r.UMin > r.UMax || r.SMin > r.SMax || r.U32Min > r.U32Max || r.S32Min > r.S32Max;

    /// <summary>True where the views contradict each other: the path cannot be, yet the kernel walks it.</summary>
    public static bool AreInconsistent(in RegisterState r)
    {
        if (AreEmpty(in r))
        {
            return true;
        }

        ulong v = r.VarOff.Value;
        return (r.VarOff.IsConst && (r.UMin != v || r.UMax != v || r.SMin != (long)v || r.SMax != (long)v))
            || (r.VarOff.IsSubregConst
                && (r.U32Min != (uint)v || r.U32Max != (uint)v || r.S32Min != (int)v || r.S32Max != (int)v));
    }

    private static void Deduce32(ref RegisterState r, BehaviorSwitches rules)
    {
        LearnLowHalf(ref r);
        LearnSign32(ref r, rules);
    }

    private static void LearnLowHalf(ref RegisterState r)
    {
        if (r.UMin >> 32 == r.UMax >> 32)
        {
            Narrow32(ref r, (uint)r.UMin, (uint)r.UMax);
            NarrowSigned32IfOrdered(ref r, (int)r.UMin, (int)r.UMax);
        }

        if (r.SMin >> 32 == r.SMax >> 32)
        {
            if ((uint)r.SMin <= (uint)r.SMax)
            {
                Narrow32(ref r, (uint)r.SMin, (uint)r.SMax);
            }

            NarrowSigned32IfOrdered(ref r, (int)r.SMin, (int)r.SMax);
        }

        // Two neighboring high halves, low halves going from negative to positive: one signed 32-bit range.
        if ((uint)(r.UMin >> 32) + 1 == (uint)(r.UMax >> 32) && (int)r.UMin < 0 && (int)r.UMax >= 0)
        {
            NarrowSigned32IfOrdered(ref r, (int)r.UMin, (int)r.UMax);
        }

        if ((uint)(r.SMin >> 32) + 1 == (uint)(r.SMax >> 32) && (int)r.SMin < 0 && (int)r.SMax >= 0)
        {
            NarrowSigned32IfOrdered(ref r, (int)r.SMin, (int)r.SMax);
        }
    }

    private static void LearnSign32(ref RegisterState r, BehaviorSwitches rules)
    {
        NarrowSigned32IfOrdered(ref r, (int)r.U32Min, (int)r.U32Max);
        if ((uint)r.S32Min <= (uint)r.S32Max)
        {
            Narrow32(ref r, (uint)r.S32Min, (uint)r.S32Max);
        }
        else if (rules.SplitSigned32Ranges)
        {
            if (r.U32Max < (uint)r.S32Min)
            {
                r.S32Min = (int)r.U32Min;
                r.U32Max = Math.Min(r.U32Max, (uint)r.S32Max);
            }
            else if ((uint)r.S32Max < r.U32Min)
            {
                r.S32Max = (int)r.U32Max;
                r.U32Min = Math.Max(r.U32Min, (uint)r.S32Min);
            }
        }
    }

    private static void Deduce64(ref RegisterState r, BehaviorSwitches rules)
    {
        if ((long)r.UMin <= (long)r.UMax)
        {
            r.SMin = Math.Max(r.SMin, (long)r.UMin);
            r.SMax = Math.Min(r.SMax, (long)r.UMax);
        }

        if ((ulong)r.SMin <= (ulong)r.SMax)
        {
            r.UMin = Math.Max(r.UMin, (ulong)r.SMin);
            r.UMax = Math.Min(r.UMax, (ulong)r.SMax);
        }
        else if (rules.SplitSignedRanges)
        {
            // The signed range wraps in unsigned order: it is the two ends of the number line. Where the unsigned range
            // meets only one of them, the other is impossible.
            if (r.UMax < (ulong)r.SMin)
            {
                r.SMin = (long)r.UMin;
                r.UMax = Math.Min(r.UMax, (ulong)r.SMax);
            }
            else if ((ulong)r.SMax < r.UMin)
            {
                r.SMax = (long)r.UMax;
                r.UMin = Math.Max(r.UMin, (ulong)r.SMin);
            }
        }
    }

    private static void DeduceMixed(ref RegisterState r, BehaviorSwitches rules)
    {
        const ulong High = 0xffffffff00000000;
        r.UMin = Math.Max(r.UMin, (r.UMin & High) | r.U32Min);
        r.UMax = Math.Min(r.UMax, (r.UMax & High) | r.U32Max);
        r.SMin = Math.Max(r.SMin, (long)(((ulong)r.SMin & High) | r.U32Min));
        r.SMax = Math.Min(r.SMax, (long)(((ulong)r.SMax & High) | r.U32Max));

        // A sign-extended value whose low half isn't negative has no ones above.
        if (rules.SignExtendedRanges && r.S32Min >= 0 && r.SMin >= int.MinValue && r.SMax <= int.MaxValue)
        {
            r.SMin = r.S32Min;
            r.SMax = r.S32Max;
            r.UMin = (ulong)r.S32Min;
            r.UMax = (ulong)r.S32Max;
            r.VarOff = Tnum.Intersect(r.VarOff, Tnum.Range(r.UMin, r.UMax));
        }
    }

    private static void LearnBits(ref RegisterState r, BehaviorSwitches rules)
    {
        Tnum all = Tnum.Intersect(r.VarOff, Tnum.Range(r.UMin, r.UMax));
        Tnum low = Tnum.Intersect(rules.BitsCarryDown ? all.Subreg : r.VarOff.Subreg, Tnum.Range(r.U32Min, r.U32Max));
        r.VarOff = Tnum.Or(all.ClearSubreg, low);
    }

    private static void Narrow32(ref RegisterState r, uint min, uint max)
    {
        r.U32Min = Math.Max(r.U32Min, min);
        r.U32Max = Math.Min(r.U32Max, max);
    }

    private static void NarrowSigned32IfOrdered(ref RegisterState r, int min, int max)
    {
        if (min <= max)
        {
            r.S32Min = Math.Max(r.S32Min, min);
            r.S32Max = Math.Min(r.S32Max, max);
        }
    }
}
