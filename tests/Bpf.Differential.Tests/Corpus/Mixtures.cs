using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
namespace Corpus;
public record struct Key(ushort Port, uint Ip) : IComparable<Key> { public readonly int CompareTo(Key o) => Ip != o.Ip ? Ip.CompareTo(o.Ip) : Port.CompareTo(o.Port); }
public readonly record struct Id(long V) { public static implicit operator Id(long v) => new(v); public static implicit operator long(Id i) => i.V; public static Id operator checked +(Id a, Id b) => new(checked(a.V + b.V)); public static Id operator +(Id a, Id b) => new(a.V + b.V); public static explicit operator checked byte(Id i) => checked((byte)i.V); public static explicit operator byte(Id i) => (byte)i.V; }
public struct Ring4 { public Slots4 S; public int Head; public void Push(int v) { S[Head & 3] = v; Head++; } public readonly int Length => 4; public readonly int Slice(int a, int n) => S[a & 3] * 10 + n; }
[InlineArray(4)] public struct Slots4 { private int _i; }
[InlineArray(16)] public struct Buf16 { private byte _b; }
public struct Mix { public byte A; public long B; public short C; public (int X, byte Y) T; public int? N; }
public ref struct ByteTotals { public int Len; public int Sum; public void Add(scoped ReadOnlySpan<byte> s) { foreach (byte b in s) { Sum += b; Len++; } } }
public interface IHash<T> where T : struct, IHash<T> { static abstract T Seed { get; } T Mix(uint v); uint Done(); static virtual T operator +(T a, uint v) => a.Mix(v); }
public struct Fnv : IHash<Fnv> { private uint _h; public static Fnv Seed => new() { _h = 2166136261 }; public Fnv Mix(uint v) => new() { _h = (_h ^ v) * 16777619 }; public uint Done() => _h; }
public struct Djb : IHash<Djb> { public uint H; public static Djb Seed => new() { H = 5381 }; public Djb Mix(uint v) { H = H * 33 + v; return this; } public readonly uint Done() => H; }
public struct Bag<T> where T : unmanaged, INumber<T> { public T Min, Max, Total; public int N; public void Add(T v) { if (N == 0 || v < Min) Min = v; if (N == 0 || v > Max) Max = v; Total += v; N++; } public readonly T Mid => (Min + Max) / (T.One + T.One); }
public enum Op : byte { Add, Sub = 5, Mul, Div = 200 }
public static class Mixtures
{
    public static int CoalesceChain(int a, int b, int c) { int? x = a > 2 ? a : null, y = b > 2 ? b : null, z = c > 0 ? c : null; return x ?? y ?? z ?? -7; }
    public static long CoalesceAssignLong(int a, int b) { long? x = a > 2 ? a : null; int? y = b > 2 ? b : null; long r = x ??= y ??= -1; return r + x.Value * 3 + y.GetValueOrDefault() * 7; }
    public static int CoalesceAssignFieldOf(int a, int b) { Mix m = default; m.N = a > 3 ? a : null; int r = m.N ??= b; m.N ??= 99; m.N += 1; return r * 3 + m.N.Value; }
    public static int CoalesceStruct(int a, int b) { Id? i = a > 1 ? new Id(a) : null; Id? j = null; Id k = i ??= j ??= new Id(b); return (int)k.V + (int)(j?.V ?? 3) + (i == k ? 10 : 0); }
    public static int RefAssignValue(int a, int b) { int x = a, y = b; ref int r = ref x; int z = (r = ref y); r = 7; return x + y * 3 + z * 5; }
    public static int RefAssignArgument(int a, int b) { int x = a, y = b; ref int r = ref x; Twice(ref (r = ref y)); r++; return x + y * 3; }
    public static int RefAssignChain(int a, int b) { int x = a, y = b; ref int r = ref x; ref int s = ref x; s = ref r = ref y; s = 5; r++; return x * 3 + y; }
    private static void Twice(ref int v) => v *= 2;
    public static int RefTernaryCompound(int a, int b) { int x = a, y = b; (a > b ? ref x : ref y) += 10; (a > 0 ? ref x : ref y)++; ref int r = ref (b > 0 ? ref y : ref x); r ^= 3; return x * 3 + y; }
    public static int RefLoop(int a, int n) { Slots4 s = default; ref int r = ref s[0]; for (int i = 0; i < 4; i++) { r = a + i; r = ref s[(i + n) & 3]; r += 100; } return s[0] + s[1] * 3 + s[2] * 5 + s[3] * 7; }
    public static int Hashes(uint a, uint b) => (int)(Run<Fnv>(a, b) ^ Run<Djb>(a, b));
    private static uint Run<T>(uint a, uint b) where T : struct, IHash<T> { T h = T.Seed; h = h.Mix(a); T copy = h; h = h + b; h += 3; copy.Mix(9); return h.Done() * 31 + copy.Done(); }
    public static long BagsOfLong(long a, long b) { Bag<long> g = default; g.Add(a); g.Add(b); g.Add(-3); return g.Mid ^ g.Total + g.N; }
    public static int BagsOfSbyte(sbyte a, sbyte b) { Bag<sbyte> g = default; g.Add(a); g.Add(b); return g.Mid * 1000 + g.Total * 3 + g.Min; }
    public static uint BagsOfUshort(ushort a, ushort b) { Bag<ushort> g = default; g.Add(a); g.Add(b); g.Add(5); return (uint)(g.Mid * 7 + g.Total + g.Max); }
    public static int BagsOfChar(char a, char b) { Bag<char> g = default; g.Add(a); g.Add(b); return g.Mid + g.Total * 3; }
    public static long BagsOfNint(nint a, nint b) { Bag<nint> g = default; g.Add(a); g.Add(b); return g.Mid + g.Total * 3; }
    public static int Compares(uint a, ushort b, uint c) { Key x = new(b, a), y = new((ushort)c, c); int n = x.CompareTo(y); return n + (x == y ? 10 : 0) + (x.Equals(y) ? 100 : 0) + Generic(x, y); }
    private static int Generic<T>(T a, T b) where T : IComparable<T>, IEquatable<T> => a.CompareTo(b) * 3 + (a.Equals(b) ? 1 : 0);
    public static int CheckedUserConv(long a) { Id i = a; return checked((byte)i) + unchecked((byte)(i + 1)); }
    public static long CheckedUserAdd(long a, long b) { Id i = a; i += b; Id j = checked(i + new Id(a)); return j; }
    public static int SwitchOnOp(byte o, int a, int b) => (Op)o switch { Op.Add => a + b, Op.Sub => a - b, Op.Mul => a * b, Op.Div when b != 0 && !(a == int.MinValue && b == -1) => a / b, Op.Div => 0, var x when (byte)x > 100 => -1, _ => -2 };
    public static int SwitchGoto(int a) { int n = 0; switch (a & 7) { case 0: n = 1; goto case 3; case 1: case 2: n = 2; break; case 3: n += 10; goto default; case 4 when a > 100: n = 4; break; default: n += 100; break; } return n; }
    public static int SwitchString(int a) { switch (a) { case < 0: return -1; case 0 or 1: return 1; case > 5 and < 10: return 2; case var x when x % 2 == 0: return 3; default: return 4; } }
    public static int NestedTuplePatterns(int a, int b, bool c) => ((a, b), c) switch { ((0, _), true) => 1, ((var x, 0), false) => x, ((> 0, < 0), _) => 2, (var (x, y), true) when x == y => 3, _ => 4 };
    public static int TupleSwap(int a, int b, int c) { (a, b, c) = (c, a, b); (a, (b, c)) = (b, (c, a)); return a + b * 3 + c * 7; }
    public static int TupleArraySwap(int a, int i, int j) { Slots4 s = default; for (int k = 0; k < 4; k++) s[k] = a + k; (s[i & 3], s[j & 3]) = (s[j & 3], s[i & 3]); return s[0] + s[1] * 10 + s[2] * 100 + s[3] * 1000; }
    public static int TupleFields(int a, byte b) { Mix m = default; m.T = (a, b); m.T.X++; m.T.Y += 200; var t = m.T; t.X = 3; (int X, byte Y) u = t with { Y = 9 }; return m.T.X + m.T.Y * 3 + u.X * 5 + u.Y + (m.T == t ? 1 : 0) + (u != t ? 2 : 0); }
    public static int TupleCompareNested(int a, int b) { var x = (a, (b, 3L)); var y = (b, (a, (long)a)); return (x == y ? 1 : 0) + (x != (a, (b, 3)) ? 2 : 0); }
    public static int TupleNullable(int a, int b) { (int A, int B)? t = a > 3 ? (a, b) : null; (int, int)? u = b > 3 ? (a, b) : null; return (t?.A ?? 1) + (t.HasValue ? t.Value.B : 2) + (t is (> 5, var q) ? q : 3) + (t is null ? 1 : 0) + (u is { Item2: 4 } ? 1 : 0); }
    public static int TupleStructEquality(uint a, ushort b) { Key k = new(b, a); Id i = a; return ((k, i) == (new Key(b, 5), new Id(5)) ? 1 : 0) + ((k, 3) != (k, 3) ? 2 : 4); }
    public static int NullableStructEquality(uint a, ushort b) { Key? k = a > 3 ? new Key(b, a) : null; Key? l = b > 3 ? new Key(b, 7) : null; return (k == l ? 1 : 0) + (k != l ? 2 : 0) + (k == null ? 4 : 0) + (k == new Key(8, 8) ? 8 : 0); }
    public static int SpanConsts(int a) { ReadOnlySpan<int> s = [3, 1, 4, 1, 5, 9, 2, 6]; int n = 0; foreach (int v in s[2..^1]) n = n * 7 + v; return n + s[a & 7] + s.IndexOf(a) + s[(a & 3)..].Length; }
    public static int Spread(int a, int b) { ReadOnlySpan<int> x = [a, b]; ReadOnlySpan<int> y = [..x, 1, ..x, 7]; int n = 0; foreach (int v in y) n = n * 3 + v; return n + y.Length; }
    public static int SpreadInline(int a, int b) { Slots4 s = default; s[1] = a; s[3] = b; Span<int> y = [5, ..s, ..((ReadOnlySpan<int>)s)[1..3]]; y[0] += s[1]; int n = 0; foreach (int v in y) n = n * 3 + v; return n; }
    [StructLayout(LayoutKind.Explicit)] private struct Overlaid { [FieldOffset(0)] public Buf16 A; [FieldOffset(4)] public Buf16 B; }
    public static int OverlaidCopy(byte a, byte n) { Overlaid o = default; Span<byte> x = o.A, y = o.B; for (int i = 0; i < 16; i++) { x[i] = (byte)(i + a); y[i] ^= (byte)i; } x[..8].CopyTo(y); y[(n & 3)..12].CopyTo(x); int s = 0; foreach (byte v in x) s = s * 3 + v; foreach (byte v in y) s = s * 5 + v; return s; }
    public static int SpreadParts(int a, int b) { Slots4 s = default; for (int i = 0; i < 4; i++) s[i] = a + i; ReadOnlySpan<int> t = s; ReadOnlySpan<long> y = [7, ..t[(b & 3)..], a, ..t[..(a & 3)]]; long n = y.Length; foreach (long v in y) n = n * 3 + v; return (int)n; }
    public static int SpreadBefore(int a) { Slots4 s = default; s[0] = a; Span<int> t = s; Span<int> y = [..t, ++s[0], ..s, s[1]++, s[1]]; int n = 0; foreach (int v in y) n = n * 3 + v; return n; }
    public static int SpreadLoop(int a) { int n = 0; Slots4 s = default; for (int i = 0; i < 3; i++) { s[i] = i + a; ReadOnlySpan<int> y = [i, ..s]; n = n * 3 + y[i] + y.Length; } return n; }
    public static int SpreadConst(byte a) { ReadOnlySpan<byte> y = [.."abc"u8, a, ..(ReadOnlySpan<byte>)[1, 2]]; int n = 0; foreach (byte v in y) n = n * 3 + v; return n; }
    public static int SpanSlices(int a, int b) { Buf16 f = default; Span<byte> s = f; for (int i = 0; i < 16; i++) s[i] = (byte)(i * a); int st = a & 7, n = b & 7; ReadOnlySpan<byte> t = s.Slice(st, n); int sum = t.Length; foreach (ref readonly byte v in t) sum = sum * 5 + v; s[st..(st + n)].Fill(9); s[..st].CopyTo(s[8..]); foreach (byte v in s) sum = sum * 3 + v; return sum; }
    public static int SpanOverlap(int a) { Buf16 f = default; Span<byte> s = f; for (int i = 0; i < 16; i++) s[i] = (byte)(i + a); s[..12].CopyTo(s[4..]); s[6..14].CopyTo(s[2..]); int n = 0; foreach (byte v in s) n = n * 3 + v; return n; }
    public static int SpanRefs(int a, int i) { Slots4 f = default; foreach (ref int v in (Span<int>)f) v = a++; ref int r = ref f[i & 3]; Span<int> s = f; s[i & 3] += r; s[^1]--; s.Reverse(); return s[0] + s[1] * 3 + s[2] * 5 + f[3] * 7; }
    public static int ByteSums(uint a, byte b) { ByteTotals s = default; Span<byte> t = stackalloc byte[4]; BitConverter.TryWriteBytes(t, a); s.Add(t); s.Add([b, 1, 2]); s.Add("hey"u8); return s.Sum * 10 + s.Len; }
    public static long Defaults(int a, int b) => Opt(a) + Opt(a, b) * 3 + Opt(c: 4, a: b) + Opt(b: a, a: b);
    private static long Opt(int a, int b = 3, long c = -1) => a + b * 2L + c * 5;
    public static int NamedOrder(int a) { int n = a; return Sub(b: n++, a: n++) * 3 + n; }
    private static int Sub(int a, int b) => a * 7 - b;
    public static int LoopContinue(int a) { int n = 0; for (int i = 0, j = 10; i < j; i++, j--) { if ((i ^ a) == 2) continue; if (j == (a & 7)) break; n += i * j; } return n; }
    public static int DoWhile(uint a) { int n = 0; do { n++; a /= 10; } while (a != 0 && n < 20); return n; }
    public static int NestedBreak(int a) { int n = 0; for (int i = 0; i < 5; i++) { for (int j = 0; j < 5; j++) { if (j == a) break; if (i == a) goto next; n += i * j; } n += 100; next: n++; } return n; }
    public static int LocalStatic(int a) { static int F(int x, int y = 4) => x < 0 ? -x : x + y; int G(int x) { a += x; return F(a); } return G(1) + G(2) * 3 + a; }
    public static int LocalGeneric(int a, byte b) { static T Max<T>(T x, T y) where T : INumber<T> => x > y ? x : y; return Max(a, 3) + Max(b, (byte)7) + (int)Max((long)a, b); }
    public static int OutVars(int a) { if (TryHalf(a, out int h) && TryHalf(h, out var q)) return q; return TryHalf(a + 1, out _) ? h : -1; }
    private static bool TryHalf(int a, out int h) { h = a / 2; return (a & 1) == 0; }
    public static int ShortCircuit(int a, int b) { int n = 0; bool x = a > 0 && Inc(ref n) || b > 0 & Inc(ref n) ^ !Inc(ref n); x |= b < 0 && Inc(ref n); return n * 2 + (x ? 1 : 0); }
    private static bool Inc(ref int n) { n++; return (n & 1) == 0; }
    public static int ByteWrap(byte a, sbyte b) { a++; b--; a += 255; b -= 127; a = (byte)-a; a <<= 3; b >>= 1; b = (sbyte)~b; byte c = (byte)(a * b); return a + b * 3 + c * 5; }
    public static int CharMath(char c, int d) { char u = (char)(c - 'a' + 'A'); c += (char)d; c++; int n = c < 'z' ? c - '0' : u; return n + (c is >= '0' and <= '9' ? 1 : 0); }
    public static ulong MixedSigns(int a, uint b, short c) => (ulong)(a + b) + (ulong)(c * b) + ((ulong)c >> a) + (ulong)(a < b ? 1 : 0) + (uint)(c - a);
    public static int BoolBits(bool a, bool b) { bool c = a ^ b; c &= a | b; c |= !a; return (c ? 1 : 0) + (a == b ? 2 : 0) + (a != c ? 4 : 0) + (a.CompareTo(b) * 16) + (a.Equals(c) ? 64 : 0); }
    public static int IntMinCases(int a, int b) => a == 0 || (a == -1 && b == int.MinValue) ? 3 : b / a + b % a * 3;
    public static long LongDivMixed(long a, int b) => b == 0 || b == -1 ? 1 : a / b * 3 + a % b;
    public static uint UintDivByConst(uint a) => a / 10 * 7 + a % 10 + a / 1000000007 + (a / 3) % 7;
    public static int IntDivByConst(int a) => a / 10 * 7 + a % 10 + a / -7 * 3 + a % 16 + a / 16 + a % -5;
    public static long LongDivByConst(long a) => a / 10 * 7 + a % 10 + a / -7 * 3 + a % 16 + a / 65536 + a / 1000003;
    public static int SbyteDiv(sbyte a, sbyte b) => b == 0 ? 0 : (sbyte)(a / b) + a % b * 3;
}
