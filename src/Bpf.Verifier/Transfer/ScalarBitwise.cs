// Rests on: register states in level-2 logs; brute force at small widths (tests).
using System;
using Bpf.Core.Isa;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>Ranges of and, or, xor: unsigned ones from the bits, signed ones where the unsigned range keeps its sign.</summary>
internal static class ScalarBitwise
{
    public static void Apply(ref RegisterState dst, in RegisterState src, AluCode op, BehaviorSwitches rules)
    {
        bool known32 = src.VarOff.IsSubregConst && dst.VarOff.IsSubregConst;
        bool known64 = src.VarOff.IsConst && dst.VarOff.IsConst;
        dst.VarOff = op switch
        {
            AluCode.And => Tnum.And(dst.VarOff, src.VarOff),
            AluCode.Or => Tnum.Or(dst.VarOff, src.VarOff),
            _ => Tnum.Xor(dst.VarOff, src.VarOff),
        };
        Range32(ref dst, in src, op, known32);
        if (known64)
        {
            dst.SetKnown(dst.VarOff.Value);
            return;
        }

        ulong value = dst.VarOff.Value, ones = value | dst.VarOff.Mask;
        (dst.UMin, dst.UMax) = op switch
        {
            AluCode.And => (value, Math.Min(dst.UMax, src.UMax)),
            AluCode.Or => (Math.Max(dst.UMin, src.UMin), ones),
            _ => (value, ones),
        };
        (dst.SMin, dst.SMax) = (long)dst.UMin <= (long)dst.UMax ? ((long)dst.UMin, (long)dst.UMax) : (long.MinValue, long.MaxValue);
        Bounds.LearnFromBits(ref dst, rules);
    }

    private static void Range32(ref RegisterState dst, in RegisterState src, AluCode op, bool known)
    {
        uint value = (uint)dst.VarOff.Value, ones = value | (uint)dst.VarOff.Mask;
        if (known)
        {
            dst.U32Min = dst.U32Max = value;
            dst.S32Min = dst.S32Max = (int)value;
            return;
        }

        (dst.U32Min, dst.U32Max) = op switch
        {
            AluCode.And => (value, Math.Min(dst.U32Max, src.U32Max)),
            AluCode.Or => (Math.Max(dst.U32Min, src.U32Min), ones),
            _ => (value, ones),
        };
        (dst.S32Min, dst.S32Max) = (int)dst.U32Min <= (int)dst.U32Max
            ? ((int)dst.U32Min, (int)dst.U32Max) : (int.MinValue, int.MaxValue);
    }
}
