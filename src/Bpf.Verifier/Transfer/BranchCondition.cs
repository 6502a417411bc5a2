// Rests on: RFC 9669 section 4.3, level-2 logs, brute force at small widths (tests).
using Bpf.Core.Isa;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>Whether a conditional jump is decided by what is known of its operands.</summary>
internal static class BranchCondition
{
    /// <summary>True: jumps; false: doesn't; null: may do either.</summary>
    public static bool? Decide(in RegisterState dst, in RegisterState src, JumpCode code, bool is32, BehaviorSwitches rules)
    {
        if (dst.Type.IsAnyPacket() && src.Type.IsAnyPacket() && !is32)
        {
            return DecidePacket(in dst, in src, code);
        }

        return dst.IsScalar && src.IsScalar
            ? DecideScalars(in dst, in src, code, is32, rules)
            : DecideNull(in dst, in src, code, is32, rules);
    }

    /// <summary>A comparison of a register with itself: only whether some bit is set may be open.</summary>
    public static bool? DecideSame(in RegisterState reg, JumpCode code, bool is32) => code switch
    {
        JumpCode.JEq or JumpCode.JGe or JumpCode.JLe or JumpCode.JSGe or JumpCode.JSLe => true,
        JumpCode.JSet => (is32 ? reg.S32Min <= 0 && reg.S32Max >= 0 : reg.SMin <= 0 && reg.SMax >= 0) ? null : true,
        _ => false,
    };

    /// <summary>The comparison with its operands swapped.</summary>
    public static JumpCode Flip(JumpCode code) => code switch
    {
        JumpCode.JGe => JumpCode.JLe,
        JumpCode.JGt => JumpCode.JLt,
        JumpCode.JSGe => JumpCode.JSLe,
        JumpCode.JSGt => JumpCode.JSLt,
        JumpCode.JLe => JumpCode.JGe,
        JumpCode.JLt => JumpCode.JGt,
        JumpCode.JSLe => JumpCode.JSGe,
        JumpCode.JSLt => JumpCode.JSGt,
        _ => code,
    };

    private static bool? DecidePacket(in RegisterState dst, in RegisterState src, JumpCode code)
    {
        int range;
        if (src.Type == RegisterType.PtrToPacketEnd)
        {
            range = dst.Aux;
        }
        else if (dst.Type == RegisterType.PtrToPacketEnd)
        {
            range = src.Aux;
            code = Flip(code);
        }
        else
        {
            return null;
        }

        return code switch
        {
            JumpCode.JLe or JumpCode.JGt when range == RegisterState.BeyondPacketEnd => code == JumpCode.JGt,
            JumpCode.JLt or JumpCode.JGe when range is RegisterState.BeyondPacketEnd or RegisterState.AtPacketEnd
                => code == JumpCode.JGe,
            _ => null,
        };
    }

    private static bool? DecideNull(in RegisterState dst, in RegisterState src, JumpCode code, bool is32, BehaviorSwitches rules)
    {
        ref readonly RegisterState pointer = ref dst;
        ref readonly RegisterState scalar = ref src;
        if (!src.IsConstOf(is32))
        {
            pointer = ref src;
            scalar = ref dst;
        }

        if (!scalar.IsConstOf(is32) || !pointer.IsNeverNull || (pointer.Type == RegisterType.ConstPtrToMap && !rules.MapsAreNotNull)
            || (is32 ? (uint)scalar.VarOff.Value : scalar.VarOff.Value) != 0)
        {
            return null;
        }

        return code switch { JumpCode.JEq => false, JumpCode.JNe => true, _ => null };
    }

    private static bool? DecideScalars(in RegisterState a, in RegisterState b, JumpCode code, bool is32, BehaviorSwitches rules)
    {
        ulong umin1 = is32 ? a.U32Min : a.UMin, umax1 = is32 ? a.U32Max : a.UMax;
        ulong umin2 = is32 ? b.U32Min : b.UMin, umax2 = is32 ? b.U32Max : b.UMax;
        long smin1 = is32 ? a.S32Min : a.SMin, smax1 = is32 ? a.S32Max : a.SMax;
        long smin2 = is32 ? b.S32Min : b.SMin, smax2 = is32 ? b.S32Max : b.SMax;
        switch (code)
        {
            case JumpCode.JEq or JumpCode.JNe:
                bool? equal = DecideEqual(in a, in b, is32, rules, umin1 > umax2 || umax1 < umin2 || smin1 > smax2 || smax1 < smin2);
                return code == JumpCode.JEq ? equal : !equal;
            case JumpCode.JSet:
                return DecideSet(in a, in b, is32);
            case JumpCode.JGt:
                return umin1 > umax2 ? true : umax1 <= umin2 ? false : null;
            case JumpCode.JSGt:
                return smin1 > smax2 ? true : smax1 <= smin2 ? false : null;
            case JumpCode.JLt:
                return umax1 < umin2 ? true : umin1 >= umax2 ? false : null;
            case JumpCode.JSLt:
                return smax1 < smin2 ? true : smin1 >= smax2 ? false : null;
            case JumpCode.JGe:
                return umin1 >= umax2 ? true : umax1 < umin2 ? false : null;
            case JumpCode.JSGe:
                return smin1 >= smax2 ? true : smax1 < smin2 ? false : null;
            case JumpCode.JLe:
                return umax1 <= umin2 ? true : umin1 > umax2 ? false : null;
            default:
                return smax1 <= smin2 ? true : smin1 > smax2 ? false : null;
        }
    }

    private static bool? DecideEqual(in RegisterState a, in RegisterState b, bool is32, BehaviorSwitches rules, bool apart)
    {
        Tnum x = is32 ? a.VarOff.Subreg : a.VarOff, y = is32 ? b.VarOff.Subreg : b.VarOff;
        if (x.IsConst && y.IsConst)
        {
            return x.Value == y.Value;
        }

        if (!rules.RangesDecideEquality)
        {
            return null;
        }

        if (apart || (rules.TnumOverlapDecidesEquality && !Tnum.Overlap(x, y)))
        {
            return false;
        }

        return !is32 && (a.U32Min > b.U32Max || a.U32Max < b.U32Min || a.S32Min > b.S32Max || a.S32Max < b.S32Min) ? false : null;
    }

    private static bool? DecideSet(in RegisterState a, in RegisterState b, bool is32)
    {
        Tnum bits, constant;
        if (b.IsConstOf(is32))
        {
            (bits, constant) = (a.VarOff, b.VarOff);
        }
        else if (a.IsConstOf(is32))
        {
            (bits, constant) = (b.VarOff, a.VarOff);
        }
        else
        {
            return null;
        }

        if (is32)
        {
            bits = bits.Subreg;
            constant = constant.Subreg;
        }

        return (bits.Value & constant.Value) != 0 ? true : ((bits.Value | bits.Mask) & constant.Value) == 0 ? false : null;
    }
}
