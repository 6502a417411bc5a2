// Rests on: register states in level-2 logs; brute force at small widths (tests).
using Bpf.Core.Isa;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>Shifts by a known count.</summary>
internal static class ScalarShift
{
    public static void Apply32(ref RegisterState dst, int count, AluCode op)
    {
        Tnum subreg = dst.VarOff.Subreg;
        switch (op)
        {
            case AluCode.Lsh:
                Left32(ref dst, count);
                dst.VarOff = subreg.ShiftLeft(count).Subreg;
                break;
            case AluCode.Rsh:
                dst.S32Min = int.MinValue;
                dst.S32Max = int.MaxValue;
                dst.VarOff = subreg.ShiftRight(count);
                dst.U32Min >>= count;
                dst.U32Max >>= count;
                break;
            default:
                dst.S32Min >>= count;
                dst.S32Max >>= count;
                dst.VarOff = subreg.ShiftRightArithmetic(count, 32);
                dst.U32Min = 0;
                dst.U32Max = uint.MaxValue;
                break;
        }

        dst.SetUnbounded64();
        Bounds.LearnFromBits32(ref dst);
    }

    public static void Apply64(ref RegisterState dst, int count, AluCode op, BehaviorSwitches rules)
    {
        switch (op)
        {
            case AluCode.Lsh:
                Left64(ref dst, count);
                Left32(ref dst, count);
                dst.VarOff = dst.VarOff.ShiftLeft(count);
                break;
            case AluCode.Rsh:
                dst.SMin = long.MinValue;
                dst.SMax = long.MaxValue;
                dst.VarOff = dst.VarOff.ShiftRight(count);
                dst.UMin >>= count;
                dst.UMax >>= count;
                dst.SetUnbounded32();
                break;
            default:
                dst.SMin >>= count;
                dst.SMax >>= count;
                dst.VarOff = dst.VarOff.ShiftRightArithmetic(count, 64);
                dst.UMin = 0;
                dst.UMax = ulong.MaxValue;
                dst.SetUnbounded32();
                break;
        }

        Bounds.LearnFromBits(ref dst, rules);
    }

    private static void Left32(ref RegisterState dst, int count)
    {
        dst.S32Min = int.MinValue;
        dst.S32Max = int.MaxValue;
        (dst.U32Min, dst.U32Max) = count > 31 || dst.U32Max > 1UL << (31 - count)
            ? (0U, uint.MaxValue)
            : (dst.U32Min << count, dst.U32Max << count);
    }

    private static void Left64(ref RegisterState dst, int count)
    {
        // r <<= 32 followed by r s>>= 32 is how compilers sign-extend: keep what is known of the low half's sign.
        dst.SMax = count == 32 && dst.S32Max >= 0 ? (long)dst.S32Max << 32 : long.MaxValue;
        dst.SMin = count == 32 && dst.S32Min >= 0 ? (long)dst.S32Min << 32 : long.MinValue;
        (dst.UMin, dst.UMax) = dst.UMax > 1UL << (63 - count) ? (0UL, ulong.MaxValue) : (dst.UMin << count, dst.UMax << count);
    }
}
