namespace Corpus;

public static class Nullables
{
    public static int Coalesce(int a, int b) { int? x = a > 3 ? a : null; return x ?? b; }
    public static long CoalesceWide(int a, int b) { int? x = a != 0 ? a : null; long? y = x; return (y ?? b) * 2; }
    public static int Chain(int a, int b) { int? x = a > 3 ? a : null, y = b < 0 ? b : null; return x ?? y ?? 9; }
    public static int Arithmetic(int a, int b) { int? x = a > 3 ? a : null; int? y = b != 7 ? b : null; int? z = (x + y) * 2 - x; return z ?? -1; }
    public static int DivisionOfNone(int a, int b) { int? x = a > 3 ? a : null; int? y = b; return x / y ?? -7; }
    public static long Bitwise(long a, byte b) { long? x = a < 0 ? null : a; byte? y = b == 0 ? null : b; return (x & 0xff | y) ^ (x << y) ?? 5; }
    public static bool Compare(int a, int b) { int? x = a > 3 ? a : null, y = b != 7 ? b : null; return x < y; }
    public static int Comparisons(uint a, uint b) { uint? x = a > 3 ? a : null, y = b != 7 ? b : null; return (x < y ? 1 : 0) + (x <= y ? 2 : 0) + (x > y ? 4 : 0) + (x >= y ? 8 : 0) + (x == y ? 16 : 0) + (x != y ? 32 : 0) + (x == 8 ? 64 : 0) + (x == null ? 128 : 0) + (y != null ? 256 : 0) + (x > 9 ? 512 : 0); }
    public static int Value(int a) { int? x = a > 3 ? a : null; return x!.Value + (int)x; }
    public static int ValueChecked(int a) { int? x = a > 3 ? a : null; return x.HasValue ? x.Value : x.GetValueOrDefault(7) + x.GetValueOrDefault(); }
    public static int CompoundForms(int a, int b) { int? x = a == 0 ? null : a; x += 2; x *= b; x--; int? old = x++; x ??= 4; return x.Value * 3 + (old ?? 100); }
    public static int CompoundNarrow(byte a, int b) { byte? x = a == 0 ? null : a; x += (byte)b; x <<= 1; x++; short? y = x; y -= 3; return (x ?? 1000) + (y ?? 2000); }
    public static int ThreeValued(int a, int b) { bool? x = (a & 3) switch { 0 => null, 1 => true, _ => false }, y = (b & 3) switch { 0 => null, 1 => true, _ => false }; bool? and = x & y, or = x | y, xor = x ^ y, not = !x; return Code(and) + Code(or) * 3 + Code(xor) * 9 + Code(not) * 27; }
    private static int Code(bool? b) => b is null ? 0 : b.Value ? 1 : 2;
    public static int Unary(int a, sbyte b) { int? x = a < 0 ? null : a; sbyte? y = b < 0 ? null : b; return (-x ?? 1) + (~x ?? 2) + (-y ?? 3) + (~y ?? 4); }
    public static int Conditional(int a, int b) { Point? p = a > 0 ? new Point { X = a, Y = b } : null; return (p?.Sum() ?? -1) + (p?.X ?? -2) + (p is { Y: > 3 } q ? q.X : 0); }
    public static int Struct(int a, int b) { Point? p = null; if (a > 2) p = new Point { X = a, Y = b }; Point r = p ?? new Point { X = 7 }; p = default; return r.X + r.Y * 3 + (p.HasValue ? 1 : 0); }
    public static int StructValue(int a, int b) { Point? p = b > 2 ? new Point { X = a, Y = b } : null; return p!.Value.Sum() + p.GetValueOrDefault().X; }
    public static int Patterns(int a) { int? x = a < 0 ? null : a; if (x is 3) return 1; if (x is > 100 and < 200) return 2; if (x is int y && y % 2 == 0) return y; return x is null ? -1 : x is not 7 ? 5 : 6; }
    public static int Switch(int a, int b) { int? x = b == 0 ? null : a; return x switch { null => 1, 3 => 2, > 7 => 3, int y => y }; }
    public static int SwitchStatement(int a, int b) { long? x = b == 0 ? null : a; switch (x) { case null: return -1; case 1 or 2: return 5; case < 0: return 6; case var y when y == b: return 7; default: return (int)x.Value; } }
    public static int NotNull(int a) { int? x = a == 5 ? null : a; return x is { } v ? v : x is not null ? 1 : 2; }
    public static long Convert(int a, long b) { int? x = a == 5 ? null : a; long? y = x; short? z = (short?)y; byte c = (byte)(z ?? 1); int? w = (int?)b; return (y ?? 3) + (z ?? 4) + c + (w ?? 0); }
    public static int CheckedConvert(long a, int b) { long? x = b < 0 ? null : a; byte? y = checked((byte?)x); return y ?? -1; }
    public static int CheckedArithmetic(int a, int b) { int? x = a == 3 ? null : a, y = b; int? z = checked(x + y); checked { x++; y = -y; } return (z ?? 1) ^ (x ?? 2) ^ (y ?? 3); }
    public static int Parameters(int a, int b) => Pass(a > b ? a : null, b) + Pass(null, a) + Pass(b);
    private static int Pass(int? x, int y = 3) => x.HasValue ? x.Value * y : -y;
    public static int Returns(int a) { int? r = Half(a); return r ?? (Half(a + 1) ?? 0) * 5; }
    private static int? Half(int a) => a % 2 == 0 ? a / 2 : null;
    public static int ByRef(int a) { int? x = a; Clear(ref x, a > 3); return x ?? 77; }
    private static void Clear(ref int? x, bool clear) { if (clear) x = null; else x += 1; }
    public static int Enum(byte a) { Color? c = a > 100 ? null : (Color)a; Color d = c ?? Color.Blue; return c == Color.Red ? 1 : c is Color.Green ? 2 : (int)d; }
    public static int User(long a, long b) { Money? x = a < 0 ? null : new Money(a), y = b < 0 ? null : new Money(b); Money? s = x + y; return (x == y ? 1 : 0) + (x != y ? 2 : 0) + (s.HasValue ? (int)s.Value.Cents : 5) + (int)((-x)?.Cents ?? 3); }
    public static int InLoop(uint a) { int? last = null; int changes = 0; for (int i = 0; i < 8; i++) { int bit = (int)(a >> i) & 1; if (last is { } l && l != bit) changes++; last = bit; } return changes; }
    public static int NestedField(int a) { Holder h = default; if (a > 0) h.N = a; h.T.Item2 = 3; h.N += h.T.Item2; return h.N ?? -h.T.Item2; }
    private struct Holder { public int? N; public (int, int) T; }
    public static int LiftedEquality(byte a, int b) { byte? x = a == 0 ? null : a; int? y = b == 0 ? null : b; return (x == y ? 1 : 0) + (x != y ? 2 : 0) + (y == x ? 4 : 0); }
    public static int Side(int a) { int n = 0; int? x = a > 0 ? a : null; int r = x ?? Touch(ref n); return r + n * 10; }
    private static int Touch(ref int n) { n++; return 3; }
}
