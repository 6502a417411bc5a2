namespace Corpus;

internal static class Bits64
{
    public static ulong Of(sbyte v) => unchecked((ulong)v);
    public static ulong Of(byte v) => v;
    public static ulong Of(short v) => unchecked((ulong)v);
    public static ulong Of(ushort v) => v;
    public static ulong Of(char v) => v;
    public static ulong Of(int v) => unchecked((ulong)v);
    public static ulong Of(uint v) => v;
    public static ulong Of(long v) => unchecked((ulong)v);
    public static ulong Of(ulong v) => v;
    public static ulong Of(nint v) => unchecked((ulong)v);
    public static ulong Of(nuint v) => v;
    public static int ShiftedIndex(ulong a, int b) { System.Span<short> m = stackalloc short[8]; m[1] = 5; m[(int)(1UL >> b)] ^= 3; return m[1] + m[0] + (int)a; }
}
