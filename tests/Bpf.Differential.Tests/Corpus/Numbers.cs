using System.Numerics;

namespace Corpus;

public static class Numbers
{
    public static long Ordered(byte a, sbyte b, int c) => Order(a, (byte)c) + Order(b, (sbyte)c) * 3L + Order(c, a) * 5L + Order((ulong)a, (ulong)b) * 7L + (Same(c, (int)a) ? 11 : 0);
    public static long OrderedLong(long a, long b, ulong c) => Order(a, b) + Order(c, (ulong)a) * 3L + Order((nint)a, (nint)b) * 5L + (Same(a, b) ? 7 : 0) + Order((uint)a, (uint)c) * 11L;
    public static long OrderedChars(char a, bool b, short c) => Order(a, (char)c) + Order(b, c > 0) * 3L + (Same(b, c < 9) ? 5 : 0) + Order(c, (short)a) * 7L + c.CompareTo(5) + (a.Equals('d') ? 1 : 0);
    private static int Order<T>(T a, T b) where T : System.IComparable<T> => a.CompareTo(b);
    private static bool Same<T>(T a, T b) where T : System.IEquatable<T> => a.Equals(b);
    private static T Largest<T>(System.ReadOnlySpan<T> all) where T : unmanaged, INumber<T>, IMinMaxValue<T> { T most = T.MinValue; foreach (T one in all) most = T.Max(most, one); return most == T.MaxValue ? T.Zero : most; }
    public static long LargestOf(int a, int b, short c) => Largest<int>([a, b, 7]) + Largest<short>([c, (short)a, -3]) * 3L + Largest<byte>([(byte)a, (byte)b]) * 5L;

    public static ulong BitsOf8(byte a, sbyte b, int n) => (ulong)Mix(a, n) + (ulong)(byte)Mix(b, n) * 1000UL;
    public static ulong BitsOf16(ushort a, short b, int n) => Mix(a, n) + (ulong)(ushort)Mix(b, n) * 1000UL;
    public static ulong BitsOf32(uint a, int b, int n) => Mix(a, n) + (uint)Mix(b, n) * 1000UL;
    public static ulong BitsOf64(ulong a, long b, int n) => Mix(a, n) + (ulong)Mix(b, n) * 1000UL + Mix((nuint)a, n) + (ulong)Mix((nint)b, n);
    private static T Mix<T>(T a, int n) where T : unmanaged, IBinaryInteger<T>
    {
        T r = T.PopCount(a);
        r = r * T.CreateTruncating(3) + T.LeadingZeroCount(a);
        r = r * T.CreateTruncating(3) + T.TrailingZeroCount(a);
        r ^= T.RotateLeft(a, n) + T.RotateRight(a, n * 3);
        r += (a << n) ^ (a >> n) ^ (a >>> n);
        if (T.IsPow2(a)) r++;
        if (T.IsEvenInteger(a) || T.IsNegative(a)) r -= T.One;
        if (T.IsOddInteger(r)) r += T.Zero; else r -= -a;
        return T.IsZero(a) ? ~r : r;
    }

    public static long Shifts(byte a, sbyte b, int n) => Shifted(a, n) + Shifted(b, n) * 3L + Shifted((ushort)(a * b), n) * 5L + Shifted((long)b, n);
    private static T Shifted<T>(T a, int n) where T : unmanaged, IBinaryInteger<T> { T r = a; r <<= n; r ^= a; r >>= n & 3; r -= a; r >>>= 1; return r; }
    public static long Logs(sbyte a, int b, ulong c) => Log((byte)a) + Log(a) * 3L + Log(b) * 5L + (long)Log(c) * 7L;
    private static T Log<T>(T a) where T : unmanaged, IBinaryInteger<T> => T.Log2(a);
    public static long Signs(int a, sbyte b, long c) => Signed(a, c < 0 ? -1 : 1) + Signed(b, (sbyte)c) * 3L + (long)Signed((ulong)c, 5UL) * 5 + Signed(c, (long)a) * 7L;
    private static T Signed<T>(T a, T b) where T : unmanaged, INumber<T> => T.CopySign(a, b) + T.CreateTruncating(T.Sign(a)) + (T.IsPositive(a) ? T.One : T.Zero);
    public static long Absolute(int a, sbyte b, long c) => System.Math.Abs(a) + sbyte.Abs(b) * 3L + (long)Abs((ulong)c) * 5 + Abs(c) * 7L;
    private static T Abs<T>(T a) where T : unmanaged, INumber<T> => T.Abs(a);
    public static long Clamped(int a, int low, int high) => System.Math.Clamp(a, low, high) + (long)ulong.Clamp((ulong)a, 5, 100) * 3 + Clamp((sbyte)a, (sbyte)-3, (sbyte)9) * 5L;
    private static T Clamp<T>(T a, T low, T high) where T : unmanaged, INumber<T> => T.Clamp(a, low, high);
    public static long Divided(int a, int b, sbyte c) { (int q, int r) = System.Math.DivRem(a, b); (sbyte s, sbyte t) = Divide(c, (sbyte)b); int u = System.Math.DivRem(a, c, out int v); return q + r * 3L + s * 5L + t * 7L + u * 11L + v * 13L; }
    public static ulong DividedLong(ulong a, ulong b, long c) { (ulong q, ulong r) = System.Math.DivRem(a, b); (long s, long t) = Divide(c, (long)b); return q + r * 3 + (ulong)s * 5 + (ulong)t * 7; }
    private static (T, T) Divide<T>(T a, T b) where T : unmanaged, IBinaryInteger<T> => T.DivRem(a, b);
    public static ulong Products(ulong a, ulong b) { ulong high = System.Math.BigMul(a, b, out ulong low); long top = System.Math.BigMul((long)a, (long)b, out long bottom); return high + low * 3 + (ulong)top * 5 + (ulong)bottom * 7; }
    public static long ShortProducts(int a, int b, uint c) => System.Math.BigMul(a, b) + (long)System.Math.BigMul(c, (uint)a) * 3;
    public static ulong RoundedUp(uint a, ulong b) => BitOperations.RoundUpToPowerOf2(a) + BitOperations.RoundUpToPowerOf2(b) * 3 + uint.Log2(a) * 5 + (ulong)int.LeadingZeroCount((int)a) * 7 + byte.PopCount((byte)a) * 11UL;

    public static long Truncated(long a, int b) => sbyte.CreateTruncating(a) + ushort.CreateTruncating(b) * 3L + uint.CreateTruncating(a) * 5L + Converted<int, byte>(b) * 7L;
    private static TTo Converted<TFrom, TTo>(TFrom a) where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo> => TTo.CreateTruncating(a);
    public static long Saturated(long a, ulong b) => sbyte.CreateSaturating(a) + ushort.CreateSaturating(b) * 3L + uint.CreateSaturating(a) * 5L + long.CreateSaturating(b) * 7L + (long)ulong.CreateSaturating(a) * 11L + int.CreateSaturating(a) * 13L + byte.CreateSaturating(a) * 17L;
    public static ulong Checked8(byte a, byte b) => checked(Sum(a, b));
    public static ulong Checked64(long a, byte b) => byte.CreateChecked(a) + (ulong)Checked(a, (long)b);
    public static long CheckedNarrow(sbyte a, sbyte b, ushort c) => Checked(a, b) + Checked(c, (ushort)(byte)b) * 3L;
    private static ulong Sum<T>(T a, T b) where T : unmanaged, INumber<T> => ulong.CreateChecked(checked(a + b));
    private static T Checked<T>(T a, T b) where T : unmanaged, INumber<T> => checked((a * b) - b);
    public static long CheckedSteps(sbyte a, byte b) { sbyte s = a; byte t = b; Step(ref s); Step(ref t); return s + t * 3L; }
    private static void Step<T>(ref T a) where T : unmanaged, INumber<T> { checked { a++; a += T.One; } }
    public static int Negated(sbyte a, short b, byte c) => (Minus(a) > a ? 1 : 0) + (Minus(b) > b ? 2 : 0) + (Minus(c) > c ? 4 : 0) + Minus(a) * 8 + Minus(c) * 3000;
    private static T Minus<T>(T a) where T : unmanaged, INumber<T> => -a;
    public static int Members(int a, nint b) => (int.IsPow2(a) ? 1 : 0) + (long.IsNegative(b) ? 2 : 0) + (short.IsEvenInteger((short)a) ? 4 : 0) + (int)nint.PopCount(b) * 8 + (int)(nint.MaxValue == b ? 1000 : nint.MinValue == b ? 2000 : 0);
}
