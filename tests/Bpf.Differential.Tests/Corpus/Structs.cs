using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Corpus;

public struct Point { public int X; public int Y; public readonly int Sum() => X + Y; public void Move(int d) { X += d; Y -= d; } public int Area => X * Y; }
public struct Line { public Point From; public Point To; public byte Tag; }
public struct Box { public long Id; public Line Edge; public short Kind; public bool Open; }
public readonly struct Money { public readonly long Cents; public Money(long cents) { Cents = cents; } public static Money operator +(Money a, Money b) => new(a.Cents + b.Cents); public static Money operator -(Money a) => new(-a.Cents); public static bool operator ==(Money a, Money b) => a.Cents == b.Cents; public static bool operator !=(Money a, Money b) => !(a == b); public static implicit operator Money(int v) => new(v * 100L); public static explicit operator int(Money m) => (int)(m.Cents / 100); public override bool Equals(object? o) => false; public override int GetHashCode() => 0; }
public struct Counter { public int Value { get; set; } public int Doubled { readonly get => Value * 2; set => Value = value / 2; } public int this[int i] { readonly get => Value + i; set => Value = value - i; } }
public record struct Pair(int A, long B);
[StructLayout(LayoutKind.Explicit)] public struct Union { [FieldOffset(0)] public uint Whole; [FieldOffset(0)] public ushort Low; [FieldOffset(2)] public ushort High; [FieldOffset(1)] public byte Second; }
[InlineArray(8)] public struct Eight { private int _e; }
[InlineArray(5)] public struct Bytes { private byte _e; }
public struct Wrapper<T> where T : unmanaged { public T Value; public int Uses; public T Get() { Uses++; return Value; } }
public enum Color : byte { Red = 1, Green = 2, Blue = 200 }
[System.Flags] public enum Bits : long { None = 0, A = 1, B = 2, Top = 1L << 40 }
public enum Signed { Minus = -5, Zero, One }

public static class Structs
{
    public static int Fields(int a, int b) { Point p; p.X = a; p.Y = b; p.X += p.Y; return p.X * 3 + p.Y; }
    public static int Copies(int a, int b) { Point p = new() { X = a, Y = b }; Point q = p; q.X = 1; p.Y = 2; return p.X + p.Y * 5 + q.X * 7 + q.Y * 11; }
    public static int Methods(int a, int b) { Point p = new() { X = a, Y = b }; p.Move(3); return p.Sum() * 5 + p.Area; }
    public static int RValueMethod(int a, int b) => new Point { X = a, Y = b }.Sum() + Make(a).Area;
    private static Point Make(int a) => new() { X = a, Y = a + 1 };
    public static int NestedStructs(int a, byte b) { Line l = default; l.From.X = a; l.To = l.From; l.To.Move(2); l.Tag = b; Line m = l; m.From.Y = 9; return l.From.X + l.To.Y * 3 + m.From.Y + m.Tag + l.From.Y; }
    public static long Boxes(int a, short b) { Box x = new() { Id = a * 2L, Kind = b, Open = a > 0, Edge = new Line { Tag = (byte)a, To = new Point { Y = b } } }; Box y = x; y.Edge.To.X = 4; x = y; return x.Id + x.Kind + (x.Open ? 100 : 0) + x.Edge.Tag + x.Edge.To.X * x.Edge.To.Y; }
    public static int ByValue(int a) { Point p = new() { X = a, Y = 1 }; int r = Consume(p); return r * 3 + p.X; }
    private static int Consume(Point p) { p.X += 10; return p.X; }
    public static int ByRef(int a) { Point p = new() { X = a, Y = 1 }; Grow(ref p); Grow(ref p); return p.X * p.Y; }
    private static void Grow(ref Point p) { p.X++; p.Y *= 2; p = p with { X = p.X + 1 }; }
    public static int ByIn(int a) { Point p = new() { X = a, Y = 3 }; return Peek(in p) + Peek(new Point { X = 1, Y = a }); }
    private static int Peek(in Point p) { p.Move(100); return p.X - p.Y; }
    public static int ByOut(int a) { Init(a, out Point p); return p.X + p.Y * 2; }
    private static void Init(int a, out Point p) { p = default; p.Y = a; }
    public static int With(int a, int b) { Point p = new() { X = a, Y = b }; Point q = p with { Y = 5 }; return p.X + p.Y * 3 + q.X * 5 + q.Y * 7; }
    public static int WithSelf(int a, int b) { Point p = new() { X = a, Y = b }; p = p with { X = p.Y, Y = p.X }; return p.X * 3 + p.Y; }
    public static int InitSelf(int a, int b) { Point p = new() { X = a, Y = b }; p = new() { X = p.Y, Y = p.X }; return p.X * 3 + p.Y; }
    public static int Conditional(int a, int b) { Point p = a > b ? new Point { X = a } : new Point { Y = b }; return p.X + p.Y * 2; }
    public static int ConditionalInit(int a, int b) { Point p = new() { X = a > 0 ? a : -a, Y = b != 0 ? a / 2 : 3 }; return p.X + p.Y * 2; }
    public static int ConditionalTarget(int a, int b) { Line l = default; l.To.X = a > b ? a : b; l.From.Y += b > 0 ? 2 : 3; return l.To.X + l.From.Y; }
    public static long Operators(long a, int b) { Money m = new Money(a) + b; m += 2; Money n = -m; return n.Cents + (int)m + (m == n ? 1 : 0) + (m != n ? 2 : 0); }
    public static int Properties(int a) { Counter c = new(); c.Value = a; c.Value += 2; c.Value++; c.Doubled = c.Doubled + 9; int before = c.Value++; c[3] = c[2] * 2; return c.Value * 3 + before + c.Doubled; }
    public static long Records(int a, long b) { Pair p = new(a, b); Pair q = p with { A = 3 }; return p.A + q.A * 2 + q.B; }
    public static uint Unions(uint a) { Union u = default; u.Whole = a; u.High ^= u.Low; u.Second++; return u.Whole; }
    public static int ArraysByConstant(int a, int b) { Eight e = default; e[0] = a; e[7] = b; e[3] = e[0] - e[7]; e[3] += 2; Eight f = e; f[0] = 9; return e[0] + e[3] * 3 + f[7] + f[0]; }
    public static int ArraysByVariable(int a, int b) { Eight e = default; for (int i = 0; i < 8; i++) e[i] = i * a; e[b & 7] += 5; int sum = 0; for (int i = 0; i < 8; i++) sum = sum * 3 + e[i]; return sum; }
    public static int ArraysOutOfRange(int a, int i) { Eight e = default; e[2] = a; return e[i]; }
    public static int ByteArrays(byte a, uint i) { Bytes e = default; e[4] = a; e[(int)(i % 5)]++; int n = 0; for (int k = 0; k < 5; k++) n = n * 7 + e[k]; return n; }
    public static int Generics(int a, byte b) { Wrapper<int> w = new() { Value = a }; Wrapper<byte> v = default; v.Value = b; int s = w.Get() + w.Get() + v.Get(); return s + w.Uses * 100 + v.Uses * 1000; }
    public static int Enums(byte a) { Color c = (Color)a; c++; if (c == Color.Green) return 1; Color d = c | Color.Blue; return d switch { Color.Red => 2, Color.Blue => 3, _ => (int)d }; }
    public static long EnumFlags(long a) { Bits b = (Bits)a; b |= Bits.A | Bits.Top; b &= ~Bits.B; b ^= Bits.A; return (long)b + ((b & Bits.Top) != 0 ? 1 : 0); }
    public static int EnumArithmetic(int a) { Signed s = (Signed)a; s += 2; Signed t = s - 1; int d = s - Signed.Minus; return (int)t + d + (s > Signed.Zero ? 50 : 0) + (int)~s; }
    public static int PropertyPatterns(int a, int b) { Line l = new() { From = new() { X = a, Y = b }, Tag = 3 }; return l is { From: { X: > 3, Y: var y }, Tag: 3 } ? y : l is { From.X: 0 } ? 1 : 2; }
    public static int RefReturn(int a, int b) { Point p = new() { X = a, Y = b }; Largest(ref p) = 5; ref int r = ref Largest(ref p); r++; return p.X * 3 + p.Y; }
    private static ref int Largest(ref Point p) { if (p.X > p.Y) return ref p.X; return ref p.Y; }
    public static int RefField(int a) { Line l = default; ref Point p = ref l.To; p.X = a; p.Move(4); return l.To.X - l.To.Y; }
    public static int RefElement(int a, int i) { Eight e = default; ref int r = ref e[i & 7]; r = a; r += 3; return e[i & 7] + e[0]; }
    public static int StructArgumentAlias(int a) { Point p = new() { X = a, Y = 2 }; return Alias(p, ref p); }
    private static int Alias(Point value, ref Point reference) { reference.X = 100; return value.X + reference.X; }
    public static int ReturnOfLocal(int a) { Point p = new() { X = a, Y = 2 }; Point q = Same(p); q.X++; return p.X * 2 + q.X; }
    public static int ConditionalReceiver(int a, int b) { Point p = new() { X = a, Y = 1 }, q = new() { X = b, Y = 2 }; (a > b ? p : q).Move(3); p.Move(a > 0 ? 1 : 2); return p.X + p.Y * 3 + q.X * 5 + q.Y * 7; }
    public static int ReceiverBeforeArguments(int a) { Point p = new() { X = a, Y = 1 }; p.Move(Bump(ref p)); return p.X * 3 + p.Y; }
    private static int Bump(ref Point p) { p.X += 10; return p.X; }
    public static int LoopFresh(int a) { int sum = 0; for (int i = 0; i < 3; i++) { Point p = new() { X = i + a }; p.Y += 2; sum += p.X * p.Y; } return sum; }
    public static int TwoFresh(int a) { Point p = new() { X = a }; Point q = p; q.X++; Point r = new() { X = p.X, Y = q.X }; p = r; r.X = 50; return p.X + p.Y * 2 + r.X; }
    public static int BranchingProperties(int a, int b) { Counter c = new() { Value = b }; c.Doubled = a > 0 ? 10 : 21; int d = c.Value; c.Doubled += a > 3 ? c.Value++ : c.Value--; c[b > 0 ? 1 : 2] = a < 3 ? b : 7; c[b > 0 ? 3 : 4] += 3; c.Value -= b > 0 ? a : c.Doubled++; return c.Value + d * 3; }
    public static long BranchingOperators(long a, int b) { Money m = new(a); m += b > 3 ? m = new(3) : b; Money n = b > 0 ? m : -m; n += b > 0 ? 1 : 2; return m.Cents * 3 + n.Cents; }
    public static int BranchingWith(int a, int b) { Point p = new() { X = a, Y = b }, q = p with { Y = a > 0 ? p.X++ : 5 }; q = (a > b ? p : q) with { X = b > 0 ? 1 : q.Y }; return p.X + p.Y * 3 + q.X * 5 + q.Y * 7; }
    public static int CheckedEnums(long a, int b) => checked((int)(Color)a + (int)(Signed)a + (int)((Signed)b + 3) + (byte)(Bits)a);
    public static int BranchingDeconstruction(int a, int b) { Point p = default; int x = 1, y; (p.X, (x, y)) = (a, (a > b ? x++ : 4, b > 0 ? p.X : 6)); Eight e = default; (e[a & 7], e[2]) = (a < 0 ? 3 : e[2] + 1, a > 0 ? 5 : b); return p.X * 3 + x * 5 + y * 7 + e[a & 7] * 11 + e[2]; }
    public static int BranchingIndex(int a, int b) { Eight e = default; e[(a > b ? a : 2) & 7] ^= b; e[(b switch { 1 => 4, _ => 5 }) & 7] += e[(a < 0 ? 5 : 4) & 7] + 3; int n = 0; for (int i = 0; i < 8; i++) n = n * 5 + e[i]; return n; }
    public static int BranchingValue(int a, int b) { Eight e = default; e[1] = 6; e[1] += b > 3 ? e[1]++ : a; ref int r = ref e[2]; r ^= a > 0 ? r-- : r++; return e[1] * 7 + e[2]; }
    public static int MaskedByteArrays(byte a, uint i) { Bytes e = default; e[4] = a; e[(int)(i & 3)]++; int n = 0; for (int k = 0; k < 5; k++) n = n * 7 + e[k]; return n; }
    public static long CompoundOperator(long a) { Money m = new(a); m += (m = new(3)); return m.Cents; }
    public static uint BigEndianCompound(ushort a, uint b) { Bpf.UInt16BE x = a; x += 4; x++; --x; x <<= 1; Bpf.UInt32BE y = b; y -= 7; uint old = y++; y |= 0x10; return (uint)x * 3 + y + old + y.Raw; }
    private static Point Same(Point p) => p;
}
