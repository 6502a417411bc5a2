using System;

namespace Bpf.Compiler.Analyses;

/// <summary>
/// What a value may be, as an unsigned and as a signed interval that both hold. 32-bit values are given by their 32 bits: unsigned 0 to
/// 2^32-1, signed -2^31 to 2^31-1. An empty range belongs to code that never runs.
/// </summary>
/// <param name="UMin">Least, unsigned.</param>
/// <param name="UMax">Greatest, unsigned.</param>
/// <param name="SMin">Least, signed.</param>
/// <param name="SMax">Greatest, signed.</param>
/// <param name="Bits">32 or 64.</param>
internal readonly record struct ValueRange(ulong UMin, ulong UMax, long SMin, long SMax, int Bits)
{
    public bool IsEmpty => UMin > UMax || SMin > SMax;

    public bool IsSingle => UMin == UMax;

    private ulong SignBit => Bits == 32 ? 0x8000_0000UL : 0x8000_0000_0000_0000UL;

    public static ValueRange Full(int bits) => bits == 32
        ? new(0, uint.MaxValue, int.MinValue, int.MaxValue, 32)
        : new(0, ulong.MaxValue, long.MinValue, long.MaxValue, 64);

    public static ValueRange Empty(int bits) => Full(bits) with { UMin = 1, UMax = 0 };

    /// <summary>One value, given sign-extended.</summary>
    public static ValueRange Single(long value, int bits)
    {
        ulong unsigned = bits == 32 ? (uint)value : (ulong)value;
        return new(unsigned, unsigned, value, value, bits);
    }

    public static ValueRange Unsigned(ulong min, ulong max, int bits) => (Full(bits) with { UMin = min, UMax = max }).Tightened();

    public static ValueRange Signed(long min, long max, int bits) => (Full(bits) with { SMin = min, SMax = max }).Tightened();

    /// <summary>The values that are in both.</summary>
    public ValueRange Intersect(ValueRange other) => new ValueRange(
        Math.Max(UMin, other.UMin), Math.Min(UMax, other.UMax), Math.Max(SMin, other.SMin), Math.Min(SMax, other.SMax), Bits).Tightened();

    /// <summary>The least range with the values of both.</summary>
    public ValueRange Union(ValueRange other)
    {
        if (IsEmpty)
            return other;
        if (other.IsEmpty)
            return this;
        return new(Math.Min(UMin, other.UMin), Math.Max(UMax, other.UMax), Math.Min(SMin, other.SMin), Math.Max(SMax, other.SMax), Bits);
    }

    /// <summary>Without one value, where that is an end of an interval.</summary>
    public ValueRange Without(long value)
    {
        ulong unsigned = Bits == 32 ? (uint)value : (ulong)value;
        if (IsSingle && UMin == unsigned)
            return Empty(Bits);
        ValueRange range = this;
        if (UMin == unsigned)
            range = range with { UMin = unsigned + 1 };
        else if (UMax == unsigned)
            range = range with { UMax = unsigned - 1 };
        if (SMin == value)
            range = range with { SMin = value + 1 };
        else if (SMax == value)
            range = range with { SMax = value - 1 };
        return range.Tightened();
    }

    /// <summary>Lets each interval learn from the other: an interval on one side of the sign bit is the same in both orders.</summary>
    public ValueRange Tightened()
    {
        if (IsEmpty)
            return Empty(Bits);
        ValueRange r = this;
        if (r.UMax < SignBit || r.UMin >= SignBit)
            r = r with { SMin = Math.Max(r.SMin, AsSigned(r.UMin)), SMax = Math.Min(r.SMax, AsSigned(r.UMax)) };
        if (r.IsEmpty)
            return Empty(Bits);
        if (r.SMin >= 0 || r.SMax < 0)
            r = r with { UMin = Math.Max(r.UMin, AsUnsigned(r.SMin)), UMax = Math.Min(r.UMax, AsUnsigned(r.SMax)) };
        return r.IsEmpty ? Empty(Bits) : r;
    }

    private long AsSigned(ulong value) => Bits == 32 ? (int)(uint)value : (long)value;

    private ulong AsUnsigned(long value) => Bits == 32 ? (uint)value : (ulong)value;
}
