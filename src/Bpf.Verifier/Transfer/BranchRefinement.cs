// Rests on: Documentation/bpf/verifier.rst, level-2 logs, brute force at small widths (tests).
using System;
using Bpf.Core.Isa;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>What two scalars are known to be once a comparison of them has come out true.</summary>
internal static class BranchRefinement
{
    /// <summary>Narrows both operands for a comparison that held.</summary>
    public static void Hold(ref RegisterState a, ref RegisterState b, JumpCode code, bool is32, BehaviorSwitches rules)
    {
        switch (code)
        {
            case JumpCode.JGt or JumpCode.JGe or JumpCode.JSGt or JumpCode.JSGe:
                Hold(ref b, ref a, BranchCondition.Flip(code), is32, rules);
                break;
            case JumpCode.JEq when !rules.RegisterPairs:
                Become(ref a, in b, is32);
                Become(ref b, in a, is32);
                break;
            case JumpCode.JEq:
                Equal(ref a, ref b, is32);
                break;
            case JumpCode.JNe when !rules.RegisterPairs:
                break;
            case JumpCode.JNe:
                if (b.IsConstOf(is32))
                {
                    NotEqual(ref a, b.VarOff.Value, is32);
                }
                else if (a.IsConstOf(is32))
                {
                    NotEqual(ref b, a.VarOff.Value, is32);
                }

                break;
            case JumpCode.JSet:
                if (b.IsConstOf(is32))
                {
                    SomeBitSet(ref a, b.VarOff.Value, is32);
                }
                else if (a.IsConstOf(is32))
                {
                    SomeBitSet(ref b, a.VarOff.Value, is32);
                }

                break;
            case JumpCode.JLe or JumpCode.JLt:
                Below(ref a, ref b, is32, code == JumpCode.JLt ? 1u : 0);
                break;
            default:
                SignedBelow(ref a, ref b, is32, code == JumpCode.JSLt ? 1 : 0);
                break;
        }
    }

    /// <summary>Narrows both operands for a comparison that didn't hold.</summary>
    public static void Fail(ref RegisterState a, ref RegisterState b, JumpCode code, bool is32, BehaviorSwitches rules)
    {
        switch (code)
        {
            case JumpCode.JSet when b.IsConstOf(is32):
                NoBitSet(ref a, b.VarOff.Value, is32, rules);
                break;
            case JumpCode.JSet when a.IsConstOf(is32):
                NoBitSet(ref b, a.VarOff.Value, is32, rules);
                break;
            case JumpCode.JSet:
                break;
            default:
                Hold(ref a, ref b, Negate(code), is32, rules);
                break;
        }
    }

    private static JumpCode Negate(JumpCode code) => code switch
    {
        JumpCode.JEq => JumpCode.JNe,
        JumpCode.JNe => JumpCode.JEq,
        JumpCode.JGt => JumpCode.JLe,
        JumpCode.JGe => JumpCode.JLt,
        JumpCode.JLt => JumpCode.JGe,
        JumpCode.JLe => JumpCode.JGt,
        JumpCode.JSGt => JumpCode.JSLe,
        JumpCode.JSGe => JumpCode.JSLt,
        JumpCode.JSLt => JumpCode.JSGe,
        _ => JumpCode.JSGt,
    };

    /// <summary>Before 6.8: equal to a known value is known, whatever was known before.</summary>
    private static void Become(ref RegisterState r, in RegisterState known, bool is32)
    {
        if (is32 && known.VarOff.IsSubregConst)
        {
            r.SetKnown32((uint)known.VarOff.Value);
        }
        else if (!is32 && known.VarOff.IsConst)
        {
            r.SetKnownKeepId(known.VarOff.Value);
        }
    }

    private static void Equal(ref RegisterState a, ref RegisterState b, bool is32)
    {
        if (is32)
        {
            a.U32Min = b.U32Min = Math.Max(a.U32Min, b.U32Min);
            a.U32Max = b.U32Max = Math.Min(a.U32Max, b.U32Max);
            a.S32Min = b.S32Min = Math.Max(a.S32Min, b.S32Min);
            a.S32Max = b.S32Max = Math.Min(a.S32Max, b.S32Max);
            Tnum low = Tnum.Intersect(a.VarOff.Subreg, b.VarOff.Subreg);
            a.VarOff = a.VarOff.WithSubreg(low);
            b.VarOff = b.VarOff.WithSubreg(low);
            return;
        }

        a.UMin = b.UMin = Math.Max(a.UMin, b.UMin);
        a.UMax = b.UMax = Math.Min(a.UMax, b.UMax);
        a.SMin = b.SMin = Math.Max(a.SMin, b.SMin);
        a.SMax = b.SMax = Math.Min(a.SMax, b.SMax);
        a.VarOff = b.VarOff = Tnum.Intersect(a.VarOff, b.VarOff);
    }

    /// <summary>Ranges shrink only where the excluded value is at one of their ends.</summary>
    private static void NotEqual(ref RegisterState r, ulong value, bool is32)
    {
        unchecked
        {
            if (is32)
            {
                r.U32Min += r.U32Min == (uint)value ? 1u : 0;
                r.U32Max -= r.U32Max == (uint)value ? 1u : 0;
                r.S32Min += r.S32Min == (int)value ? 1 : 0;
                r.S32Max -= r.S32Max == (int)value ? 1 : 0;
                return;
            }

            r.UMin += r.UMin == value ? 1u : 0;
            r.UMax -= r.UMax == value ? 1u : 0;
            r.SMin += r.SMin == (long)value ? 1 : 0;
            r.SMax -= r.SMax == (long)value ? 1 : 0;
        }
    }

    private static void SomeBitSet(ref RegisterState r, ulong value, bool is32)
    {
        value = is32 ? (uint)value : value;
        if (value == 0 || (value & (value - 1)) != 0)
        {
            return;
        }

        r.VarOff = is32
            ? r.VarOff.WithSubreg(Tnum.Or(r.VarOff.Subreg, Tnum.Const(value)))
            : Tnum.Or(r.VarOff, Tnum.Const(value));
    }

    private static void NoBitSet(ref RegisterState r, ulong value, bool is32, BehaviorSwitches rules)
    {
        if (rules.ForgetRangesAfterJset)
        {
            r.SetUnbounded();
        }

        value = is32 ? (uint)value : value;
        r.VarOff = is32
            ? r.VarOff.WithSubreg(Tnum.And(r.VarOff.Subreg, Tnum.Const(~value)))
            : Tnum.And(r.VarOff, Tnum.Const(~value));
    }

    private static void Below(ref RegisterState a, ref RegisterState b, bool is32, uint strict)
    {
        unchecked
        {
            if (is32)
            {
                a.U32Max = Math.Min(a.U32Max, b.U32Max - strict);
                b.U32Min = Math.Max(a.U32Min + strict, b.U32Min);
            }
            else
            {
                a.UMax = Math.Min(a.UMax, b.UMax - strict);
                b.UMin = Math.Max(a.UMin + strict, b.UMin);
            }
        }
    }

    private static void SignedBelow(ref RegisterState a, ref RegisterState b, bool is32, int strict)
    {
        unchecked
        {
            if (is32)
            {
                a.S32Max = Math.Min(a.S32Max, b.S32Max - strict);
                b.S32Min = Math.Max(a.S32Min + strict, b.S32Min);
            }
            else
            {
                a.SMax = Math.Min(a.SMax, b.SMax - strict);
                b.SMin = Math.Max(a.SMin + strict, b.SMin);
            }
        }
    }
}
