using System;
using System.Numerics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Corpus;

public struct V2(int x, int y) { public int X = x; public int Y = y; public static V2 operator +(V2 a, V2 b) => new(a.X + b.X, a.Y + b.Y); public static V2 operator checked +(V2 a, V2 b) => checked(new(a.X + b.X, a.Y + b.Y)); public static V2 operator -(V2 a) => new(-a.X, -a.Y); public static bool operator true(V2 v) => v.X != 0 || v.Y != 0; public static bool operator false(V2 v) => v.X == 0 && v.Y == 0; public static V2 operator &(V2 a, V2 b) => new(a.X & b.X, a.Y & b.Y); public static V2 operator |(V2 a, V2 b) => new(a.X | b.X, a.Y | b.Y); public static implicit operator V2(int n) => new(n, n); public static explicit operator long(V2 v) => ((long)v.X << 32) | (uint)v.Y; public static bool operator <(V2 a, V2 b) => a.X < b.X; public static bool operator >(V2 a, V2 b) => a.X > b.X; public static V2 operator ++(V2 a) => new(a.X + 1, a.Y + 2); public static V2 operator <<(V2 a, int n) => new(a.X << n, a.Y << n); public static V2 operator >>>(V2 a, int n) => new(a.X >>> n, a.Y >>> n); }
public struct Acc { public int N; public int Log; public void operator +=(int d) { N += d; Log = Log * 10 + 1; } public void operator -=(int d) { N -= d; Log = Log * 10 + 2; } public void operator ++() { N += 100; Log = Log * 10 + 3; } public void operator checked +=(int d) { N = checked(N + d); Log = Log * 10 + 4; } }
public struct Temp { private int _c; public int C { get => field; set => field = value < -273 ? -273 : value; } public int F { readonly get => _c * 9 / 5 + 32; set => _c = (value - 32) * 5 / 9; } }
public partial struct Part { public partial int P { get; set; } public partial int P { get => field * 2; set => field = value + 1; } public partial int Q(int x); public partial int Q(int x) => x + P; }
public record struct Inner(int A, int B) { public int Sum => A + B; }
public record struct Outer(Inner In, byte Tag) { public Inner Other { get; init; } = new(7, 8); }
[InlineArray(4)] public struct Outers { private Outer _o; }
[InlineArray(4)] public struct Ints4 { private int _i; }
[InlineArray(3)] public struct Rows { private Ints4 _r; }
public interface IFigure { static abstract int Id { get; } int Area(); int Twice() => Area() * 2; static virtual int Bonus(int x) => x + 1; }
public struct Sq(int s) : IFigure { public static int Id => 3; public int S = s; public int Area() { S++; return S * S; } }
public struct Rc(int a, int b) : IFigure { public static int Id => 4; public int A = a, B = b; public readonly int Area() => A * B; public readonly int Twice() => A + B; static int IFigure.Bonus(int x) => x * 2; }
public readonly struct Wrap<T>(T v) where T : unmanaged, Enum { public readonly T V = v; public static bool operator ==(Wrap<T> a, Wrap<T> b) => System.Runtime.CompilerServices.Unsafe.BitCast<T, int>(a.V) == System.Runtime.CompilerServices.Unsafe.BitCast<T, int>(b.V); public static bool operator !=(Wrap<T> a, Wrap<T> b) => !(a == b); public override bool Equals(object? o) => false; public override int GetHashCode() => 0; }
public enum Day { Mon = 1, Tue, Wed, Sun = -1 }
public enum Tiny : sbyte { Lo = -128, No = -1, Z = 0, Hi = 127 }
public enum Wide : ulong { Z, Top = 1UL << 63, All = ulong.MaxValue }
[StructLayout(LayoutKind.Explicit)] public struct BoolUnion { [FieldOffset(0)] public bool B; [FieldOffset(0)] public byte Raw; [FieldOffset(1)] public sbyte S; [FieldOffset(0)] public short Both; }
public struct Grid { public Rows R; public ref int this[int r, int c] { [UnscopedRef] get => ref R[r & 1][c & 3]; } }
public ref struct Walk(int n) { private int _i = -1; private readonly int _n = n; public readonly Walk GetEnumerator() => this; public bool MoveNext() => ++_i < _n; public readonly int Current => _i * _i; }
internal static class Exts { extension(ref V2 v) { public void Scale(int k) { v.X *= k; v.Y *= k; } public int Dot => v.X * v.Y; } extension(V2) { public static V2 Unit => new(1, 1); public static V2 operator *(V2 a, int k) => new(a.X * k, a.Y * k); } extension(int n) { public int Sq => n * n; public bool Between(int a, int b) => n >= a && n <= b; } public static void Bump(this ref int x) => x += 7; public static int Peek(this in V2 v) => v.X - v.Y; public static int Len<T>(this ReadOnlySpan<T> s) => s.Length * 3; }

public static class Corners
{
    
    private static int T(ref int log, int v) { log = log * 7 + v; return v; }
    private static bool B(ref int log, bool v, int m) { log = log * 7 + m; return v; }
    public static int TupleSwitchWhen(int a, int b) { int log = 0; int r = (T(ref log, a), T(ref log, b)) switch { (0, 0) when B(ref log, a == b, 1) => 1, (> 0, var y) when B(ref log, y > 2, 2) => y, (var x, 0) when B(ref log, x < 0, 3) => -x, (_, < 0) => 5, _ => 9 }; return r * 31 + log; }
    public static long CheckedChar(long a) => checked((char)a) + checked((long)(char)(ushort)a);
    public static long CheckedNint(ulong a) => checked((nint)a);
    public static ulong CheckedNuint(long a) => checked((nuint)a);
    public static int CheckedTiny(int a) => (int)checked((Tiny)a);
    public static ulong CheckedWide(long a) => (ulong)checked((Wide)a);
    public static int CheckedDay(ulong a) => (int)checked((Day)a);
    public static sbyte CheckedSbyteFromUlong(ulong a) => checked((sbyte)a);
    public static uint CheckedUintFromSbyte(sbyte a) => checked((uint)a);
    public static short CheckedShortFromChar(char a) => checked((short)a);
    public static byte CheckedByteFromTiny(int a) => checked((byte)(Tiny)a);
    public static int CheckedIntFromNuint(nuint a) => checked((int)a);
    public static long CheckedLongFromNuint(nuint a) => checked((long)a);
    public static int CheckedAddV(int a, int b) { V2 v = new(a, 1); V2 w = checked(v + new V2(b, 2)); V2 u = unchecked(w + w); return u.X + w.Y; }
    public static int CheckedNeg(int a) => checked(-a);
    public static long CheckedMulMixed(int a, uint b) => checked(a * b);
    public static int CheckedCompoundByte(byte a, int b) { byte x = a; checked { x += (byte)b; x++; } return x; }
    public static int CheckedCompoundShort(short a, int b) { short x = a; checked { x *= (short)(b & 0xff); --x; } return x; }
    public static int UncheckedInChecked(int a) => checked(unchecked(a + 1) + unchecked(a * 3) / 4);
    public static int TrueFalse(int a, int b) { V2 v = new(a & 3, b & 1); int n = 0; if (v) n += 1; if (v && new V2(b & 3, 1)) n += 2; if (v || new V2(0, b)) n += 4; return v ? n : -n; }
    public static long ConvChain(int a, int b) { V2 v = a; v += b; long l = (long)v; return l ^ (long)(V2)(b + 1); }
    public static int LiftedUser(int a, int b) { V2? v = a > 3 ? new V2(a, b) : null; V2? w = b > 3 ? new V2(b, 1) : null; V2? s = v + w; bool lt = v < w; bool gt = v > w; V2? neg = -v; return (s?.X ?? -1) + (lt ? 10 : 0) + (gt ? 20 : 0) + (neg?.Y ?? 5) + (s.HasValue ? s.Value.Y : 3); }
    public static int LiftedShift(int a, int b) { int? x = a > 7 ? a : null; int? y = x << b; y >>= 1; y ^= b; uint? u = (uint?)x >>> b; return (y ?? 4) + (int)(u ?? 6) + (x == null ? 1 : 0) + (y > 100 ? 8 : 0); }
    public static int LiftedConv(long a, int b) { long? l = b > 2 ? a : null; int? i = (int?)l; byte? c = (byte?)i; sbyte? s = (sbyte?)c; char? ch = (char?)s; return (i ?? 1) + (c ?? 2) + (s ?? 3) + (ch ?? 4); }
    public static int LiftedChecked(long a, int b) { long? l = b > 2 ? a : null; int? i = checked((int?)l); return (i ?? 1) + (checked((byte?)i) ?? 2); }
    public static int UserIncrement(int a) { V2 v = new(a, a); V2 o = v++; V2 p = ++v; return o.X + o.Y * 3 + p.X * 5 + p.Y * 7 + v.X * 11; }
    public static int UserShift(int a, int b) { V2 v = new(a, -a); v <<= b; V2 w = v >>> 3; w <<= 1; return v.X ^ w.Y + w.X; }
    public static int InstanceCompound(int a, int b) { Acc x = new() { N = a }; x += b; x -= 3; x++; ++x; int log = 1; x += T(ref log, 2); checked { x += 1; } return x.N + x.Log; }
    public static int InstanceCompoundElement(int a, int i) { Span<Acc> s = stackalloc Acc[4]; s[i & 3].N = a; int log = 0; s[T(ref log, i & 3) & 3] += T(ref log, 5); s[i & 1]++; ref Acc r = ref s[2]; r -= a; return s[0].N + s[1].N * 3 + s[2].N * 5 + s[3].Log + s[2].Log; }
    public static int FieldKeyword(int a) { Temp t = default; t.C = a; t.C -= 100; t.F = a & 0xfff; return t.C * 3 + t.F; }
    public static int Partials(int a) { Part p = default; p.P = a; p.P++; p.P += 2; return p.Q(p.P) + p.P; }
    public static int NestedWith(int a, int b, int i) { Outers o = default; for (int k = 0; k < 4; k++) o[k] = new Outer(new(k, a), (byte)k); int j = i & 3; o[j] = o[j] with { In = o[j].In with { B = o[(j + 1) & 3].In.A + b }, Tag = (byte)b }; Outer c = o[j]; o[j] = c with { Other = c.In }; int n = 0; for (int k = 0; k < 4; k++) n = n * 5 + o[k].In.Sum + o[k].Tag + o[k].Other.A; return n + (c == o[j] ? 1 : 0) + (o[0] == o[1] ? 2 : 0); }
    public static int NestedInline(int a, int r, int c) { Rows m = default; for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) m[i][j] = i * 4 + j + a; Ints4 row = m[r & 1]; row[c & 3] = -1; m[2] = row; m[r & 1][c & 3] *= 2; int s = 0; foreach (Ints4 x in m) foreach (int y in x) s = s * 3 + y; return s; }
    public static int RefIndexer(int a, int r, int c) { Grid g = default; g[r, c] = a; int log = 0; g[r, c] += T(ref log, 3); g[r, c]++; ref int x = ref g[r + 1, c]; x -= g[r, c]--; int n = 0; for (int i = 0; i < 2; i++) for (int j = 0; j < 4; j++) n = n * 3 + g[i, j]; return n; }
    public static int DefaultInterface(int a, int b) => Use(new Sq(a)) * 3 + Use(new Rc(a, b));
    private static int Use<T>(T s) where T : IFigure { int n = s.Twice(); n += s.Area(); n += T.Bonus(n); return n + T.Id; }
    public static int EnumWrap(int a, int b) { Wrap<Day> x = new((Day)a), y = new((Day)b); return (x == y ? 1 : 0) + (x != y ? 2 : 0) + (int)x.V; }
    public static int BoolUnions(byte a, bool b) { BoolUnion u = default; u.Raw = (byte)(a & 1); u.S = (sbyte)a; int n = u.B ? 1 : 0; u.B = b; return n + u.Both * 2 + (u.B ? 100 : 0) + (u.B == b ? 1000 : 0); }
    public static int CapturePerIteration(int a) { int total = 0; for (int i = 0; i < 4; i++) { int k = i * a; int Add(int d) { k += d; return k; } Add(1); total += Add(i) + k; } return total; }
    public static int CaptureForeach(int a) { Ints4 x = default; x[1] = a; x[3] = 5; int t = 0; foreach (int v in x) { int w = v; void In() { w++; t += w * v; } In(); In(); } return t; }
    public static int ParamsSpan(int a, int b) => Sum(a, b, 3) + Sum() + Sum(a) * 2 + Sum([a, b]);
    private static int Sum(params ReadOnlySpan<int> s) { int n = s.Length; foreach (int v in s) n = n * 3 + v; return n; }
    public static int ExtRef(int a, int b) { V2 v = new(a, b); v.Scale(3); int k = b; k.Bump(); V2 w = v * 2 + V2.Unit; return v.Dot + k.Sq + w.Peek() + (a.Between(-5, 100) ? 1 : 0); }
    public static int NegShift(int a, int b, long c) => (a << -1) ^ (a >> -b) ^ (int)(c << (b - 64)) ^ (a >>> ~b) ^ (int)((ulong)c >>> -3) ^ (1 << 33);
    public static long ShiftNarrow(sbyte a, ushort b, byte c) { a <<= c; b >>= c; c >>>= 1; sbyte d = (sbyte)(a >>> 1); return a + b * 3L + c * 5 + d * 7; }
    public static long Rounding(long a, long b) => b == 0 || (a == long.MinValue && b == -1) ? 0 : (a + (a >= 0 ? b / 2 : -(b / 2))) / b + a % b;
    public static int UlongPatterns(ulong a) => a switch { > long.MaxValue and < ulong.MaxValue => 1, ulong.MaxValue => 2, >= 0x7fff_ffff_ffff_ffff => 3, 0 => 4, <= uint.MaxValue => 5, _ => 6 };
    public static int LongPatterns(long a) => a switch { long.MinValue => 1, < int.MinValue => 2, < 0 and not -1 => 3, -1 => 4, > uint.MaxValue => 5, 0 or 1 or 2 => 6, _ => 7 };
    public static int CharPatterns(char c) => c switch { >= 'a' and <= 'z' => 1, >= '0' and <= '9' => c - '0', '\uffff' => 3, > '\u7fff' => 4, _ => 5 };
    public static int SbytePatterns(sbyte c) => c is < -100 or > 100 ? 1 : c is not (0 or -1) ? 2 : 3;
    public static int GotoFinally(int a, int b) { int n = 0; try { try { if (a > 3) goto Out; n += 1; if (b > 3) return n + 1000; } finally { n = n * 10 + 2; } n += 5; } finally { n = n * 10 + 3; } n += 100000; Out: n = n * 10 + 4; return n; }
    public static int RefReadonly(int a, int b) { V2 v = new(a, b); return Look(ref v) + Look(in v) + Look2(v, ref v); }
    private static int Look(ref readonly V2 v) => v.X * 2 + v.Y;
    private static int Look2(in V2 v, ref V2 w) { int x = v.X; w.X = 50; return x + v.X; }
    public static int NullCondAssign(int a, int b) { int? x = a > 2 ? a : null; V2? v = b > 2 ? new V2(a, b) : null; x ??= b; v ??= new V2(1, 2); int? y = null; int? z = null; y = x ??= z ??= 5; return (x ?? 0) + v.Value.X + (y ?? 3) + (z ?? 9); }
    public static int NestedCoalesceAssign(int a, int b) { int? x = a > 2 ? a : null, y = b > 2 ? b : null; int r = x ??= y ??= 5; return r + x.Value * 3 + (y ?? 100) * 7; }
    public static int RefAssignCompound(int a, int b) { int x = a, y = b; ref int r = ref x; (r = ref y) += 4; r++; return x * 3 + y; }
    public static int SkipInit(int a) { System.Runtime.CompilerServices.Unsafe.SkipInit(out V2 v); v.X = a; v.Y = 3; return v.X * v.Y; }
    public static int WalkEnum(int a) { int n = 0; foreach (int x in new Walk(a & 7)) n += x; return n; }
}
