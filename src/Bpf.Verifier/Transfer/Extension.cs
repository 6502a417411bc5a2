// Rests on: RFC 9669 (movsx, ldsx), register states in level-2 logs.
using System;
using System.Buffers.Binary;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Transfer;

/// <summary>Zero and sign extension of the low bytes of a scalar.</summary>
internal static class Extension
{
    /// <summary>Bits that a scalar may have set, from the least.</summary>
    public static int Width(in RegisterState reg)
    {
        int bits = 0;
        for (ulong max = reg.UMax; max != 0; max >>= 1)
        {
            bits++;
        }

        return bits;
    }

    /// <summary>Keeps the low bytes, zeroes above (a narrow load).</summary>
    public static void ZeroExtend(ref RegisterState reg, int bytes, BehaviorSwitches rules)
    {
        reg.VarOff = reg.VarOff.Cast(bytes);
        ulong mask = (1UL << (bytes * 8)) - 1;
        if ((reg.UMin & ~mask) == (reg.UMax & ~mask))
        {
            reg.UMin &= mask;
            reg.UMax &= mask;
        }
        else
        {
            reg.UMin = 0;
            reg.UMax = mask;
        }

        reg.SMin = (long)reg.UMin;
        reg.SMax = (long)reg.UMax;
        if (!rules.RegisterPairs)
        {
            if (bytes < 4)
            {
                SeparateBounds.Carry(ref reg, from32: false, rules);
            }

            return;
        }

        if (bytes < 4)
        {
            reg.SetUnbounded32();
        }

        Bounds.Sync(ref reg, rules);
    }

    /// <summary>Keeps the low bytes, swapped or not: what is known of bits moves along, ranges come from them alone.</summary>
    public static void SwapBytes(ref RegisterState reg, int bytes, bool swaps, BehaviorSwitches rules)
    {
        Tnum bits = reg.VarOff.Cast(bytes);
        if (swaps)
        {
            int shift = 64 - bytes * 8;
            bits = new(
                BinaryPrimitives.ReverseEndianness(bits.Value) >> shift, BinaryPrimitives.ReverseEndianness(bits.Mask) >> shift);
        }

        bool precise = reg.Precise;
        reg.SetUnknown(precise);
        reg.VarOff = bits;
        Bounds.Sync(ref reg, rules);
    }

    /// <summary>Sign-extends the low bytes to 64 bits.</summary>
    public static void SignExtend64(ref RegisterState reg, int bytes, BehaviorSwitches rules)
    {
        int shift = 64 - bytes * 8;
        long Extend(ulong x) => (long)(x << shift) >> shift;
        if (reg.VarOff.IsConst)
        {
            reg.SetKnownKeepId((ulong)Extend(reg.VarOff.Value));
            return;
        }

        int bits = bytes * 8;
        (long least, long most) = (-1L << (bits - 1), (1L << (bits - 1)) - 1);
        if (reg.SMax >> bits == reg.SMin >> bits)
        {
            long first = Extend((ulong)reg.SMin), second = Extend((ulong)reg.SMax);
            long min = Math.Min(first, second), max = Math.Max(first, second);
            if (min >= 0 == max >= 0)
            {
                reg.SMin = min;
                reg.SMax = max;
                reg.UMin = (ulong)min;
                reg.UMax = (ulong)max;
                reg.S32Min = (int)min;
                reg.S32Max = (int)max;
                reg.U32Min = (uint)min;
                reg.U32Max = (uint)max;
                reg.VarOff = Tnum.Range((ulong)min, (ulong)max);
                return;
            }
        }

        reg.SMin = least;
        reg.SMax = most;
        reg.UMin = 0;
        reg.UMax = ulong.MaxValue;
        if (bytes == 4)
        {
            reg.S32Min = int.MinValue;
            reg.S32Max = int.MaxValue;
        }
        else
        {
            reg.S32Min = (int)least;
            reg.S32Max = (int)most;
        }

        reg.U32Min = 0;
        reg.U32Max = uint.MaxValue;
        reg.VarOff = Tnum.Unknown;
    }

    /// <summary>Sign-extends the low one or two bytes to 32 bits; the caller zero-extends.</summary>
    public static void SignExtend32(ref RegisterState reg, int bytes, BehaviorSwitches rules)
    {
        int bits = bytes * 8, shift = 32 - bits;
        int Extend(uint x) => (int)(x << shift) >> shift;
        if (reg.VarOff.IsSubregConst)
        {
            uint value = (uint)Extend((uint)reg.VarOff.Value);
            reg.VarOff = Tnum.Const(value);
            reg.S32Min = reg.S32Max = (int)value;
            reg.U32Min = reg.U32Max = value;
            return;
        }

        if (reg.S32Max >> bits == reg.S32Min >> bits)
        {
            int first = Extend((uint)reg.S32Min), second = Extend((uint)reg.S32Max);
            int min = Math.Min(first, second), max = Math.Max(first, second);
            if (min >= 0 == max >= 0)
            {
                reg.S32Min = min;
                reg.S32Max = max;
                reg.U32Min = (uint)min;
                reg.U32Max = (uint)max;
                reg.VarOff = Tnum.Range((uint)min, (uint)max).Subreg;
                return;
            }
        }

        reg.S32Min = -1 << (bits - 1);
        reg.S32Max = (1 << (bits - 1)) - 1;
        reg.U32Min = 0;
        reg.U32Max = uint.MaxValue;
        reg.VarOff = new(0, uint.MaxValue);
    }
}
