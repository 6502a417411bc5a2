// Rests on: the kernel's documentation of tracked numbers (Documentation/bpf/verifier.rst, "Understanding the verifier's
// tracking of register values") and on brute force at small widths (tests). The multiplication has had three forms.

namespace Bpf.Verifier.State;

/// <summary>A tracked number: what is known about each bit. A bit set in <see cref="Mask"/> is unknown; otherwise it is <see cref="Value"/>'s.</summary>
/// <param name="Value">The known bits that are one.</param>
/// <param name="Mask">The bits that are unknown. Never overlaps <paramref name="Value"/>.</param>
internal readonly record struct Tnum(ulong Value, ulong Mask)
{
    /// <summary>Nothing known.</summary>
    public static Tnum Unknown => new(0, ulong.MaxValue);

    /// <summary>True where every bit is known.</summary>
    public bool IsConst => Mask == 0;

    /// <summary>True where nothing is known.</summary>
    public bool IsUnknown => Mask == ulong.MaxValue;

    /// <summary>True where the low 32 bits are known.</summary>
    public bool IsSubregConst => (uint)Mask == 0;

    /// <summary>The low 32 bits, zero-extended.</summary>
    public Tnum Subreg => new((uint)Value, (uint)Mask);

    /// <summary>The high 32 bits, low ones zero.</summary>
    public Tnum ClearSubreg => new(Value >> 32 << 32, Mask >> 32 << 32);

    /// <summary>A constant.</summary>
    public static Tnum Const(ulong value) => new(value, 0);

    /// <summary>The tightest tracked number that holds every value of an unsigned range.</summary>
    public static Tnum Range(ulong min, ulong max)
    {
        ulong differing = min ^ max;
        int bits = 64 - LeadingZeros(differing);
        if (bits > 63)
        {
            return Unknown;
        }

        ulong delta = (1UL << bits) - 1;
        return new(min & ~delta, delta);
    }

    public static Tnum Add(Tnum a, Tnum b)
    {
        ulong masks = a.Mask + b.Mask;
        ulong values = a.Value + b.Value;
        ulong carries = (masks + values) ^ values;
        ulong unknown = carries | a.Mask | b.Mask;
        return new(values & ~unknown, unknown);
    }

    public static Tnum Sub(Tnum a, Tnum b)
    {
        ulong difference = a.Value - b.Value;
        ulong borrows = (difference + a.Mask) ^ (difference - b.Mask);
        ulong unknown = borrows | a.Mask | b.Mask;
        return new(difference & ~unknown, unknown);
    }

    public static Tnum And(Tnum a, Tnum b)
    {
        ulong maybeA = a.Value | a.Mask;
        ulong maybeB = b.Value | b.Mask;
        ulong ones = a.Value & b.Value;
        return new(ones, maybeA & maybeB & ~ones);
    }

    public static Tnum Or(Tnum a, Tnum b)
    {
        ulong ones = a.Value | b.Value;
        return new(ones, (a.Mask | b.Mask) & ~ones);
    }

    public static Tnum Xor(Tnum a, Tnum b)
    {
        ulong unknown = a.Mask | b.Mask;
        return new((a.Value ^ b.Value) & ~unknown, unknown);
    }

    /// <summary>The product, as kernels from 6.18 compute it: each uncertain bit joins "added" and "not added".</summary>
    public static Tnum MulByUnion(Tnum a, Tnum b)
    {
        Tnum sum = Const(0);
        while ((a.Value | a.Mask) != 0)
        {
            if ((a.Value & 1) != 0)
            {
                sum = Add(sum, b);
            }
            else if ((a.Mask & 1) != 0)
            {
                sum = Union(sum, Add(sum, b));
            }

            a = a.ShiftRight(1);
            b = b.ShiftLeft(1);
        }

        return sum;
    }

    /// <summary>The product, as kernels from 5.14 to 6.17 compute it: known parts multiplied, unknown ones accumulated apart.</summary>
    public static Tnum MulByMasks(Tnum a, Tnum b)
    {
        ulong product = unchecked(a.Value * b.Value);
        Tnum unknown = Const(0);
        while ((a.Value | a.Mask) != 0)
        {
            if ((a.Value & 1) != 0)
            {
                unknown = Add(unknown, new(0, b.Mask));
            }
            else if ((a.Mask & 1) != 0)
            {
                unknown = Add(unknown, new(0, b.Value | b.Mask));
            }

            a = a.ShiftRight(1);
            b = b.ShiftLeft(1);
        }

        return Add(Const(product), unknown);
    }

    /// <summary>The product, as kernels before 5.14 compute it: half-multiplies by the mask of either side.</summary>
    public static Tnum MulByHalves(Tnum a, Tnum b)
    {
        Tnum sum = Const(unchecked(a.Value * b.Value));
        sum = AccumulateHalf(sum, a.Mask, b.Mask | b.Value);
        return AccumulateHalf(sum, b.Mask, a.Value);
    }

    /// <summary>The values in both; meaningful only where they overlap.</summary>
    public static Tnum Intersect(Tnum a, Tnum b)
    {
        ulong unknown = a.Mask & b.Mask;
        return new((a.Value | b.Value) & ~unknown, unknown);
    }

    /// <summary>The values in either.</summary>
    public static Tnum Union(Tnum a, Tnum b)
    {
        ulong unknown = (a.Value ^ b.Value) | a.Mask | b.Mask;
        return new(a.Value & b.Value & ~unknown, unknown);
    }

    /// <summary>True where some value is in both.</summary>
    public static bool Overlap(Tnum a, Tnum b)
    {
        ulong known = ~a.Mask & ~b.Mask;
        return (a.Value & known) == (b.Value & known);
    }

    /// <summary>True where every value of <paramref name="b"/> is in <paramref name="a"/>.</summary>
    public static bool Contains(Tnum a, Tnum b) => (b.Mask & ~a.Mask) == 0 && a.Value == (b.Value & ~a.Mask);

    /// <summary>The least value above <paramref name="x"/> that it holds; its greatest where none is above.</summary>
    public ulong Next(ulong x)
    {
        ulong max = Value | Mask;
        if (x >= max)
        {
            return max;
        }

        ulong candidate = x + 1;
        ulong wrong = (candidate ^ Value) & ~Mask;
        if (wrong == 0)
        {
            return candidate;
        }

        int bit = 63 - LeadingZeros(wrong);
        if ((Value >> bit & 1) == 0)
        {
            // A bit that must be clear is set: carry into the next unknown bit above it that is clear.
            do
            {
                bit++;
            }
            while ((Mask >> bit & 1) == 0 || (candidate >> bit & 1) != 0);
        }

        ulong below = (1UL << bit) - 1;
        return (candidate & ~below) | (1UL << bit) | (Value & below);
    }

    public Tnum ShiftLeft(int count) => new(Value << count, Mask << count);

    public Tnum ShiftRight(int count) => new(Value >> count, Mask >> count);

    /// <summary>Arithmetic shift right of a 32- or 64-bit value.</summary>
    public Tnum ShiftRightArithmetic(int count, int width) => width == 32
        ? new((uint)((int)Value >> count), (uint)((int)Mask >> count))
        : new((ulong)((long)Value >> count), (ulong)((long)Mask >> count));

    /// <summary>The low bytes, zero-extended.</summary>
    public Tnum Cast(int bytes) => bytes >= 8 ? this : new(Value & ((1UL << (bytes * 8)) - 1), Mask & ((1UL << (bytes * 8)) - 1));

    /// <summary>The same high half over another low half.</summary>
    public Tnum WithSubreg(Tnum subreg) => Or(ClearSubreg, subreg.Subreg);

    /// <summary>True where every value is a multiple of a power of two.</summary>
    public bool IsAligned(ulong size) => size == 0 || ((Value | Mask) & (size - 1)) == 0;

    /// <summary>The kernel's notation. (The one a record brings would print <see cref="Subreg"/> of <see cref="Subreg"/> of ...)</summary>
    public override string ToString() => Log.RegisterFormatter.Format(this);

    private static Tnum AccumulateHalf(Tnum sum, ulong mask, ulong value)
    {
        for (; mask != 0; mask >>= 1, value <<= 1)
        {
            if ((mask & 1) != 0)
            {
                sum = Add(sum, new(0, value));
            }
        }

        return sum;
    }

    private static int LeadingZeros(ulong x)
    {
#if NET
        return System.Numerics.BitOperations.LeadingZeroCount(x);
#else
        int n = 64;
        for (int shift = 32; shift > 0; shift >>= 1)
        {
            if (x >> shift != 0)
            {
                n -= shift;
                x >>= shift;
            }
        }

        return n - (x != 0 ? 1 : 0);
#endif
    }
}
