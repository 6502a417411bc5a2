using System;

namespace Corpus;

public static class Spans
{
    private static readonly byte[] Table = [3, 1, 4, 1, 5, 9, 2, 6];
    private static readonly int[] Negatives = { -1, int.MinValue, 7 };
    private static readonly ulong[] Wide = new ulong[] { 1, ulong.MaxValue, 1UL << 40 };
    private static ReadOnlySpan<short> Shorts => [-3, 30000, 5];
    private static ReadOnlySpan<byte> Text => "eBPF"u8;

    public static int StackAlloc(int a, int b) { Span<int> s = stackalloc int[4]; s[0] = a; s[^1] = b; s[1] += s[0]; return s[0] + s[1] * 3 + s[2] * 5 + s[3] * 7 + s.Length; }
    public static int StackAllocValues(byte a) { Span<byte> s = stackalloc byte[] { 1, 2, a, 4 }; Span<int> t = stackalloc[] { 7, a }; return s[2] * 3 + s[3] + t[1] + t.Length; }
    public static int StackAllocZeroed(int i) { Span<int> s = stackalloc int[8]; return s[i & 7]; }
    public static int Index(int a, int i) { Span<int> s = stackalloc int[5]; s[2] = a; return s[i]; }
    public static int IndexWritten(int a, int i) { Span<int> s = stackalloc int[5]; s[i] = a; s[i]++; return s[2] + s[4] * 3; }
    public static int IndexFromEnd(int a, int i) { Span<int> s = stackalloc int[5]; s[1] = a; s[4] = 9; return s[^i]; }
    public static int IndexNarrow(byte i, sbyte j) { Span<byte> s = stackalloc byte[4]; s[1] = 5; s[3] = 7; return s[i] + s[j]; }
    public static int OverArray(int a, int b) { Eight e = default; Span<int> s = e; s[1] = a; e[2] = b; ReadOnlySpan<int> r = e; return e[1] + s[2] * 3 + r[1] * 5 + r.Length; }
    public static int ArrayParts(int a, int b) { Eight e = default; for (int i = 0; i < 8; i++) e[i] = a + i; Span<int> s = e[2..6]; s[0] = b; s = e[^3..]; s[0] ^= 1; return e[2] * 3 + e[5] * 5 + e[..2].Length + e[^1]; }
    public static int Slices(int a, int start) { Eight e = default; for (int i = 0; i < 8; i++) e[i] = i * a; Span<int> s = ((Span<int>)e).Slice(start); return s.Length * 1000 + (s.IsEmpty ? 0 : s[0]); }
    public static int SlicesWithLength(int start, int length) { Eight e = default; for (int i = 0; i < 8; i++) e[i] = i * 3; Span<int> all = e; Span<int> s = all.Slice(start, length); return s.Length > 1 ? s[1] + s[^1] : s.Length; }
    public static int Ranges(int a, int b) { Span<byte> s = stackalloc byte[8]; for (int i = 0; i < 8; i++) s[i] = (byte)(i * i); Span<byte> p = s[a..b]; int sum = p.Length * 100; foreach (byte x in p) sum += x; return sum; }
    public static int RangeFromEnd(int a) { Span<byte> s = stackalloc byte[8]; s[5] = 3; Span<byte> p = s[^a..]; return p.Length * 10 + (p.Length > 3 ? p[^3] : 1); }
    public static int NestedSlices(int a, int i) { Span<int> s = stackalloc int[8]; for (int k = 0; k < s.Length; k++) s[k] = k + a; Span<int> t = s[1..][2..5]; t[0] = 9; return t[i & 1] + s[3] * 3 + t.Length; }
    public static int Sums(int a, int b) { Span<int> s = stackalloc int[6]; s[0] = a; s[5] = b; int n = 0; foreach (int x in s) n = n * 3 + x; for (int i = 0; i < s.Length; i++) n ^= s[i]; return n; }
    public static int ForEachRef(int a) { Span<int> s = stackalloc int[4]; foreach (ref int x in s) x = a++; int n = 0; foreach (ref readonly int x in s) n = n * 7 + x; return n; }
    public static int ForEachArray(int a, byte b) { Eight e = default; e[3] = a; Bytes c = default; c[4] = b; int n = 0; foreach (int x in e) n += x; foreach (byte x in c) n ^= x; foreach (ref int x in (Span<int>)e) x++; return n + e[0] + e[3]; }
    public static int ForEachChanging(int a) { Eight e = default; int n = 0, i = 0; foreach (int x in e) { n = n * 3 + x; if (++i < 8) e[i] = a + x; } return n; }
    public static int ForEachNarrowed(int a) { Span<int> s = [a, 7]; int n = 0; foreach (byte x in s) n += x; checked { foreach (sbyte x in s) n += x; } return n; }
    public static int ForEachReassigned(int a) { Span<int> s = stackalloc int[4]; s[3] = a; int n = 0; foreach (int x in s) { n = n * 3 + x + s.Length; s = s[1..]; } return n; }
    public static int OrderOfParts(int a) { Span<int> s = stackalloc int[4]; int i = 0; s[i++] = i + a; s[i++] += i++ * 3; s[^i] ^= i; (s[i - 3], i) = (i, s[1]); return s[0] + s[1] * 3 + s[2] * 5 + s[3] * 7 + i; }
    public static int ForEachBreak(int a) { int n = 0; foreach (byte x in Table) { if (x == a) break; if (x == 1) continue; n = n * 10 + x; } return n; }
    public static int ForEachNested(int a) { int n = 0; foreach (byte x in Table) foreach (byte y in Text) { if (x + y == a) return n; n += x ^ y; } return n; }
    public static long ForEachWidened(int a) { long n = a; foreach (long x in Table) n = n * 3 + x; foreach (var x in Negatives) n -= x; return n; }
    public static int ForEachEmpty(int a) { ReadOnlySpan<int> none = []; Span<byte> nothing = default; foreach (int x in none) a += x; foreach (byte x in nothing) a += x; return a + none.Length + (nothing.IsEmpty ? 1 : 0); }
    public static int Data(int i) => Table[i & 7] + Negatives[i % 3 is var r && r < 0 ? -r : r] + Table.Length;
    public static ulong DataWide(int i, int j) => Wide[i] + (ulong)Shorts[j] + Text[1];
    public static int DataLong(long i) => Table[i];
    public static int DataUnsigned(uint i, ulong j) => Table[i] + Table[j];
    public static int DataFromEnd(int i) => Table[^i] + Shorts[^1];
    public static int DataParts(int a) { ReadOnlySpan<byte> s = Table.AsSpan()[1..]; ReadOnlySpan<byte> t = Text; int n = 0; foreach (byte x in t[a..]) n = n * 3 + x; return n + s[2]; }
    public static int Chosen(int a, int i) { ReadOnlySpan<byte> s = a switch { 0 => "zero"u8, 1 => "one"u8, > 100 => [9, 8, 7, 6, 5], _ => default }; ReadOnlySpan<byte> t = a < 0 ? Text : Table; int n = s.Length * 100 + t.Length; foreach (byte x in s) n += x; return i < s.Length ? n + s[i] : n + t[i]; }
    public static bool OneOf(byte a, byte b) { Span<byte> s = stackalloc byte[] { a, b }; return s.SequenceEqual(a > 7 ? "\u0008\u0008"u8 : "\u0001\u0002\u0003"u8) || Is(s, [1, 2]) || Is(s, [3]); }
    private static bool Is(ReadOnlySpan<byte> s, ReadOnlySpan<byte> other) => s.StartsWith(other);
    public static int Literal(int i) { ReadOnlySpan<byte> s = "a\u00e9\0z"u8; return s.Length * 1000 + s[i]; }
    public static int Collections(int a, int b) { Span<int> s = [a, b, 3]; ReadOnlySpan<long> r = [a, 2L, b]; ReadOnlySpan<int> c = [5, 6]; s[1]++; int n = 0; foreach (int x in s) n = n * 3 + x; return n + (int)r[0] + (int)r[2] + c[1]; }
    public static int FillAndClear(int a, int i) { Span<int> s = stackalloc int[6]; s.Fill(a); s[1..3].Clear(); s[4..].Fill(2); return s[i % 6 is var k && k < 0 ? 0 : k] + s[0] * 3 + s[2] * 5; }
    public static int Copies(int a, int b) { Span<int> s = stackalloc int[4]; Span<int> t = stackalloc int[6]; s[0] = a; s[3] = b; s.CopyTo(t); s.CopyTo(t[2..]); return t[0] + t[2] * 3 + t[5] * 5 + t[3]; }
    public static int CopyTooLong(int n) { Span<int> s = stackalloc int[4]; Span<int> t = stackalloc int[6]; t[1] = 5; t[..n].CopyTo(s); return s[1] + s[0]; }
    public static int CopyOverlapping(int a, int n) { Span<int> s = stackalloc int[8]; for (int i = 0; i < 8; i++) s[i] = i + a; s[..6].CopyTo(s[2..]); s[3..].CopyTo(s); s[(n & 3)..5].CopyTo(s[1..]); int r = 0; foreach (int x in s) r = r * 7 + x; return r; }
    public static bool TryCopies(int n) { Span<byte> s = stackalloc byte[4]; return Table.AsSpan(0, 8)[(n & 7)..].TryCopyTo(s); }
    public static int Equal(byte a, byte b) { Span<byte> s = stackalloc byte[] { a, 2, b }; ReadOnlySpan<byte> t = [1, 2, 3]; return (s.SequenceEqual(t) ? 1 : 0) + (t.SequenceEqual(s) ? 2 : 0) + (s[..2].SequenceEqual(t[..2]) ? 4 : 0) + (s.SequenceEqual("abc"u8) ? 8 : 0) + (s.StartsWith("\u0001\u0002"u8) ? 16 : 0) + (s.EndsWith(t[1..]) ? 32 : 0) + (t[..1].SequenceEqual(s) ? 64 : 0); }
    public static int Find(byte a) => Table.AsSpan().IndexOf(a) + (Text.Contains((byte)(a * 2)) ? 100 : 0) + Text[1..].IndexOf((byte)'F') * 10;
    public static int List(byte a, byte b, byte c) { Span<byte> s = stackalloc byte[] { a, b, c }; return s is [1, .., 3] ? 1 : s is [_, 2, _] ? 2 : s is [> 100, .. var rest] ? rest[1] : s is [] ? 4 : s is [.., var last] ? last : 5; }
    public static int ListLengths(int n) { Span<byte> s = stackalloc byte[4]; s[0] = 9; return s[..(n & 3)] switch { [] => 1, [9] => 2, [_, _] => 3, [9, ..] => 4, _ => 5 }; }
    public static int Passed(int a, int b) { Span<int> s = stackalloc int[4]; Put(s, 1, a); Put(s[2..], 1, b); return Total(s) + Total(s[1..2]) * 5; }
    private static void Put(Span<int> s, int i, int value) => s[i] = value;
    private static int Total(ReadOnlySpan<int> s) { int n = 0; foreach (int x in s) n += x; return n; }
    public static int Returned(int a) { Eight e = default; e[5] = a; Span<int> s = Tail(e); return s[1] + s.Length; }
    private static Span<int> Tail(Span<int> s) => s[4..];
    public static int ByReference(int a) { Span<int> s = stackalloc int[4]; s[3] = a; int n = 0; while (TryTake(ref s, out int x)) n = n * 3 + x; return n; }
    private static bool TryTake(ref Span<int> s, out int x) { if (s.IsEmpty) { x = 0; return false; } x = s[0]; s = s[1..]; return true; }
    public static int Conditional(int a, int b) { Span<int> s = stackalloc int[4]; s[1] = a; s[3] = b; Span<int> t = a > b ? s[1..] : s[3..]; return t[0] + t.Length; }
    public static int OfStructs(int a, int b) { Span<Point> s = stackalloc Point[3]; s[1].X = a; s[2] = new Point { X = b, Y = 2 }; s[1].Move(2); Point p = s[1]; int n = 0; foreach (ref Point q in s) { q.Y++; n += q.Sum(); } return n + p.Y * 3; }
    public static int OfTuples(int a) { Span<(int X, byte Y)> s = stackalloc (int, byte)[2]; s[0] = (a, 3); s[1].Y = 7; int n = 0; foreach (var (x, y) in s) n = n * 5 + x + y; return n; }
    public static int Sorted(int a, int b, int c) { Span<int> s = [a, b, c, 7]; for (int i = 0; i < s.Length; i++) for (int j = 0; j + 1 < s.Length; j++) if (s[j] > s[j + 1]) (s[j], s[j + 1]) = (s[j + 1], s[j]); return s[0] ^ s[1] * 3 ^ s[2] * 5 ^ s[3] * 7; }
    public static uint Hash(ulong a) { Span<byte> s = stackalloc byte[8]; for (int i = 0; i < 8; i++) s[i] = (byte)(a >> (8 * i)); uint h = 2166136261; foreach (byte b in s) h = (h ^ b) * 16777619; return h; }
}
