namespace Corpus;

public record struct Span2(int Start, int End);
public struct Coordinates { public int X, Y; public readonly void Deconstruct(out int x, out int y) { x = X + 1; y = Y - 1; } public readonly int Length => X * X + Y * Y; }

public static class Tuples
{
    public static int Swap(int a, int b) { (a, b) = (b, a); return a * 3 + b; }
    public static int Rotate(int a, int b, int c) { (a, b, c) = (c, a, b); return a * 3 + b * 5 + c; }
    public static int Locals(int a, int b) { (int q, int r) = (a + b, a - b); (q, r) = (r, q); var t = (x: q, y: r); t.x += 1; t.Item2--; return t.x * t.y; }
    public static int Var(int a, byte b) { var (x, y, (z, _)) = (a, b, (a + 1L, b)); return x + y * 3 + (int)z; }
    public static long Copies(int a, long b) { (int A, long B) t = (a, b); var u = t; u.A = 9; t.B = 4; return t.A + t.B * 3 + u.A * 5 + u.B * 7; }
    public static int Returned(int a, int b) { var (q, r) = DivRem(a, b); return q * 7 + r; }
    private static (int Quotient, int Remainder) DivRem(int a, int b) => (a / b, a % b);
    public static int Passed(int a, int b) => Sum((a, b)) + Sum((1, a));
    private static int Sum((int X, int Y) p) { p.X++; return p.X + p.Y; }
    public static bool Equality(int a, long b) { (int, long) t = (a, b); (int x, long y) u = (3, 8); return t == u; }
    public static int EqualityMixed(byte a, int b, long c) => ((a, b) == (b, a) ? 1 : 0) + ((a, c) != (7, b) ? 2 : 0) + (((a, b), c) == ((1, 2), 3L) ? 4 : 0);
    public static bool EqualityOfNullables(int a, int b) { int? x = a > 3 ? a : null, y = b > 3 ? b : null; return (x, a) == (y, b); }
    public static int Switch(int a, int b) => (a, b) switch { (0, _) => 1, (> 3, 7) => 2, var (x, y) when x == y => 3, ( < 0, < 0) => 5, _ => 4 };
    public static int SwitchMany(byte a, bool b, int c) => (a, b, c) switch { (1, true, > 3) => 1, (2 or 3, false, _) => 2, (_, true, 0) => 3, (255, _, var n) => n, _ => 4 };
    public static int Is(int a, int b) => (a, b) is (> 0, < 100) ? a : (a, b) is (var x, 0) ? x : -1;
    public static int Convert(int a, byte b) { (long, int) t = (a, b); (long X, int? Y) u = t; return (int)t.Item1 + t.Item2 + (u.Y ?? 3) + (int)u.X; }
    public static int CheckedConversion(int a, long b) { (int, long) t = (a, b); (byte X, short Y) u = checked(((byte, short))t); (sbyte, uint) v = unchecked(((sbyte, uint))t); return u.X + u.Y * 3 + v.Item1 + (int)v.Item2; }
    public static int CheckedLiteral(int a, long b) { checked { (byte X, short Y) u = ((byte)a, (short)b); (byte, int)? n = ((byte, int)?)(a, 3); return u.X + u.Y + n.Value.Item1; } }
    public static int Deconstruct(int a, int b) { Coordinates c = new() { X = a, Y = b }; var (x, y) = c; (int p, long q) = c; return x * 3 + y + p * 5 + (int)q; }
    public static int DeconstructRecord(int a, int b) { Span2 s = new(a, b); (int start, int end) = s; s.Start = 1; var (p, q) = s; return start + end * 3 + p * 5 + q * 7; }
    public static int DeconstructIntoMembers(int a, int b) { Point p = default; Eight e = default; (p.X, e[3]) = (a, b); (p.Y, _) = (e[3], a); return p.X + p.Y * 3 + e[3] * 5; }
    public static int DeconstructOrder(int a) { Eight e = default; int i = 0; (e[i++], e[i++]) = (i++ + a, i); return e[0] * 3 + e[1] * 5 + i; }
    public static int Positional(int a, int b) { Coordinates c = new() { X = a, Y = b }; Span2 s = new(a, b); return (c is (> 3, var y) ? y : 0) + (s is (0, _) ? 1 : s is { Start: > 2, End: < 9 } ? 2 : 3); }
    public static int PropertyPattern(int a, int b) { Coordinates c = new() { X = a, Y = b }; return c is { Length: > 100, X: var x } ? x : c is { Length: 0 or 25 } ? 1 : 2; }
    public static int Nested(int a, int b) { ((int, int), int) t = ((a, b), 3); t.Item1.Item2 += 4; var ((x, y), z) = t; return x + y * 3 + z * 5; }
    public static int InLoop(uint n) { (uint a, uint b) = (0, 1); for (uint i = 0; i < (n & 31); i++) (a, b) = (b, a + b); return (int)a; }
    public static int Long(int a) { var t = (1, 2, 3, 4, 5, 6, 7, a, a + 1); t.Item8 += 2; return t.Item8 + t.Item9 * 3 + t.Item7; }
    public static int Conditional(int a, int b) { var t = a > b ? (a, b) : (b, a); return t.Item1 - t.Item2; }
    public static int InArray(int a, int b) { (int Min, int Max) m = (int.MaxValue, int.MinValue); Eight e = default; e[1] = a; e[2] = b; for (int i = 0; i < 8; i++) m = (e[i] < m.Min ? e[i] : m.Min, e[i] > m.Max ? e[i] : m.Max); return m.Max - m.Min; }
}
