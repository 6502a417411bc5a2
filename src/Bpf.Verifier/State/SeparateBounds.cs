// Rests on: register states in the level-2 logs of 5.10 and 6.1.
using System;

namespace Bpf.Verifier.State;

/// <summary>
/// How kernels before 6.8 keep ranges: those of 64 and of 32 bits apart, joined by the tracked bits alone. Only a comparison carries
/// ranges from one width to the other, and what the other knew is lost where they don't fit.
/// </summary>
internal static class SeparateBounds
{
    /// <summary>Signed from unsigned ranges and back, each width by itself: where one of them keeps its sign both are the same.</summary>
    public static void Deduce(ref RegisterState r)
    {
        Deduce32(ref r);
        Deduce64(ref r);
    }

    /// <summary>After a comparison: the ranges of the width that was not compared come from those of the one that was.</summary>
    public static void Carry(ref RegisterState r, bool from32, BehaviorSwitches rules)
    {
        if (from32)
        {
            To64(ref r);
        }
        else
        {
            To32(ref r);
        }

        Bounds.Sync(ref r, rules);
    }

    private static void To64(ref RegisterState r)
    {
        if (r.VarOff.ClearSubreg is { Value: 0, Mask: 0 })
        {
            Bounds.ZeroExtend(ref r);
        }
        else
        {
            r.SetUnbounded64();
        }
    }

    private static void To32(ref RegisterState r)
    {
        r.SetUnbounded32();
        if (r.SMin >= int.MinValue && r.SMax <= int.MaxValue)
        {
            r.S32Min = (int)r.SMin;
            r.S32Max = (int)r.SMax;
        }

        if (r.UMin <= uint.MaxValue && r.UMax <= uint.MaxValue)
        {
            r.U32Min = (uint)r.UMin;
            r.U32Max = (uint)r.UMax;
        }
    }

    private static void Deduce64(ref RegisterState r)
    {
        bool keepsSign = r.SMin >= 0 || r.SMax < 0;
        if (keepsSign || (long)r.UMin < 0)
        {
            r.UMin = Math.Max(r.UMin, (ulong)r.SMin);
        }

        if (keepsSign || (long)r.UMax >= 0)
        {
            r.UMax = Math.Min(r.UMax, (ulong)r.SMax);
        }

        if (keepsSign || (long)r.UMin < 0 == (long)r.UMax < 0)
        {
            r.SMin = (long)r.UMin;
            r.SMax = (long)r.UMax;
        }
    }

    private static void Deduce32(ref RegisterState r)
    {
        bool keepsSign = r.S32Min >= 0 || r.S32Max < 0;
        if (keepsSign || (int)r.U32Min < 0)
        {
            r.U32Min = Math.Max(r.U32Min, (uint)r.S32Min);
        }

        if (keepsSign || (int)r.U32Max >= 0)
        {
            r.U32Max = Math.Min(r.U32Max, (uint)r.S32Max);
        }

        if (keepsSign || (int)r.U32Min < 0 == (int)r.U32Max < 0)
        {
            r.S32Min = (int)r.U32Min;
            r.S32Max = (int)r.U32Max;
        }
    }
}
