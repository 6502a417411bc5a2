using System;

namespace Corpus;

/// <summary>What is looked for in spans, and spans beside spans.</summary>
public static class Searches
{
    private static readonly byte[] Table = [3, 1, 4, 1, 5, 9, 2, 6];
    private static ReadOnlySpan<byte> Text => "key = value;"u8;

    public static int Last(byte a) => Table.AsSpan().LastIndexOf(a) * 100 + Text.LastIndexOf((byte)'e') + Text.LastIndexOf((byte)'!');
    public static int Any(byte a, byte b, byte c) { ReadOnlySpan<byte> t = Table; return t.IndexOfAny(a, b) + t.IndexOfAny(a, b, c) * 10 + t.LastIndexOfAny(a, b) * 100 + t.LastIndexOfAny(a, b, c) * 1000; }
    public static int AnyOf(byte a, byte b) { ReadOnlySpan<byte> t = Table; Span<byte> set = stackalloc byte[] { a, 9, b }; return t.IndexOfAny(set) + Text.IndexOfAny("=;"u8) * 10 + Text.LastIndexOfAny("=;"u8) * 100 + t.IndexOfAny(set[..0]) * 1000; }
    public static int Except(byte a, byte b, byte c) { Span<byte> s = stackalloc byte[] { a, a, b, a, c }; return s.IndexOfAnyExcept(a) + s.IndexOfAnyExcept(a, b) * 10 + s.LastIndexOfAnyExcept(a) * 100 + s.LastIndexOfAnyExcept(a, b, c) * 1000 + s.IndexOfAnyExcept("ab"u8) * 10000; }
    public static int InRange(sbyte a, sbyte low, sbyte high) { Span<sbyte> s = stackalloc sbyte[] { 0, -5, a, 100 }; return s.IndexOfAnyInRange(low, high) + s.LastIndexOfAnyInRange(low, high) * 10 + s.IndexOfAnyExceptInRange(low, high) * 100 + (s.ContainsAnyInRange(low, high) ? 1000 : 0); }
    public static int RangeUnsigned(uint a, uint low, uint high) { Span<uint> s = stackalloc uint[] { a, uint.MaxValue, 7 }; return s.IndexOfAnyInRange(low, high) + s.IndexOfAnyExceptInRange(low, high) * 10 + (s.ContainsAnyExceptInRange(low, high) ? 100 : 0); }
    public static bool ContainsOf(byte a, byte b, long c) { Span<long> s = stackalloc long[] { c, a, 3 }; return s.ContainsAny(b, 3L) ^ s.ContainsAny(a, b, c) ^ Table.AsSpan().ContainsAny(a, b) ^ s.ContainsAnyExcept(c) ^ Text.ContainsAny("xyz"u8); }
    public static int Counted(byte a, int b) { Span<int> s = stackalloc int[] { b, 1, b, a }; return s.Count(1) + s.Count(b) * 10 + Table.AsSpan().Count(a) * 100 + Text.Count((byte)'e') * 1000; }
    public static int Ends(byte a, int n) { ReadOnlySpan<byte> t = Table; t = t[..(n & 7)]; return (t.StartsWith(a) ? 1 : 0) + (t.EndsWith(a) ? 2 : 0) + (t.EndsWith((byte)4) ? 4 : 0) + (t.StartsWith((byte)3) ? 8 : 0); }
    public static int Trimmed(byte a, byte b) { Span<byte> s = stackalloc byte[] { a, 0, b, 0, 0 }; ReadOnlySpan<byte> t = s.Trim((byte)0); int n = t.Length + s.TrimEnd((byte)0).Length * 10 + s.TrimStart(a).Length * 100; foreach (byte x in t) n = n * 3 + x; return n; }
    public static int TrimmedText(byte a) { Span<byte> s = stackalloc byte[8]; "  ab c "u8.CopyTo(s); s[7] = a; int n = 0; foreach (byte x in s.Trim((byte)' ')) n = n * 31 + x; return n + s.TrimEnd(a).Length; }
    public static int Part(byte a, byte b) { Span<byte> s = stackalloc byte[] { 1, a, b, 1, 2, 3 }; ReadOnlySpan<byte> p = [1, 2]; return s.IndexOf(p) + s.IndexOf("\u0001\u0002\u0003"u8) * 10 + Text.IndexOf("value"u8) * 100 + Text.IndexOf("values of all"u8) * 1000 + s.IndexOf(p[..0]) * 10000 + s[..1].IndexOf(p) * 20000; }
    public static int Prefix(byte a, byte b, int n) { Span<byte> s = stackalloc byte[] { 3, a, b }; return s.CommonPrefixLength(Table) + Text.CommonPrefixLength("key of"u8) * 10 + s[..(n & 3)].CommonPrefixLength(s) * 100; }
    public static int Compared(byte a, byte b) { Span<byte> s = stackalloc byte[] { 3, a, b }; return s.SequenceCompareTo("\u0003\u0001"u8) + Text.SequenceCompareTo("key"u8) * 1000 + s.SequenceCompareTo(s) + s[..1].SequenceCompareTo(s) * 7000; }
    public static int ComparedNumbers(int a, int b) { Span<int> s = [a, b]; ReadOnlySpan<int> t = [b, a, 1]; Span<short> u = [(short)a, 2]; ReadOnlySpan<short> v = [(short)b]; return s.SequenceCompareTo(t) + s.SequenceCompareTo(t[1..]) * 10 + u.SequenceCompareTo(v) * 100; }
    public static int ComparedLong(ulong a, long b, char c) { Span<ulong> s = [a, 1]; ReadOnlySpan<ulong> t = [(ulong)b, 1]; Span<char> u = [c, 'x']; ReadOnlySpan<char> v = ['q']; Span<sbyte> w = [(sbyte)c]; ReadOnlySpan<sbyte> x = [(sbyte)b, 3]; return s.SequenceCompareTo(t) + u.SequenceCompareTo(v) * 10 + w.SequenceCompareTo(x); }
    public static int Reversed(int a, int b, int n) { Span<int> s = [a, b, 3, 4, 5]; s[(n & 3)..].Reverse(); int r = 0; foreach (int x in s) r = r * 7 + x; return r; }
    public static int ReversedStructs(int a) { Span<Point> s = stackalloc Point[3]; s[0].X = a; s[2].Y = 4; s.Reverse(); return s[0].Y + s[2].X * 3 + s[0].X; }
    public static int Replaced(byte a, byte b) { Span<byte> s = stackalloc byte[] { a, b, a, 7 }; s.Replace(a, (byte)9); s[1..].Replace((byte)7, b); int r = 0; foreach (byte x in s) r = r * 7 + x; return r; }
    public static int Cut(byte a, byte b) { Span<byte> s = stackalloc byte[] { (byte)'x', a, b, 0 }; int end = s.IndexOf((byte)0); ReadOnlySpan<byte> name = end < 0 ? s : s[..end]; return name.Length + (name.SequenceEqual("x"u8) ? 100 : 0) + (name is [_, > 100, ..] ? 1000 : 0); }
}
