namespace Corpus;

public struct Defaults { public int A = 3; public long B { get; } = 4; public int C; public Defaults(int c) { C = c + A; A *= 2; } public Defaults(int a, long b) : this(a) { A += (int)b; B = b; } }
public struct Offset(int x, int y) { public readonly int X => x; public readonly int Sum() => x + y * 3; public void Move(int by) { x += by; } public int Twice { get; } = x * 2; }
public readonly struct Fraction(int top, int bottom) { private readonly int _bottom = bottom == 0 ? 1 : bottom; public int Value => top / _bottom; public static Fraction operator *(Fraction a, int by) => new(a.Value * by, 2); }
public record struct Spot(int X, int Y) { public int Extra { get; set; } = X * 2; public readonly int Sum => X + Y + Extra; }
public readonly record struct Tagged(byte Tag, Spot Where, long? Id);
public record struct Close(int At) { public readonly bool Equals(Close other) => other.At / 10 == At / 10; public override readonly int GetHashCode() => 0; }
public record struct Cell<T>(T Value, int Version) where T : unmanaged { public readonly Cell<T> Next(T value) => this with { Value = value, Version = Version + 1 }; }
public struct Temperature { private int _tenths; public int Tenths { readonly get => _tenths; init => _tenths = value; } public readonly int this[int scale] => _tenths * scale; public int Lazy { get => field == 0 ? 7 : field; set => field = value / 2; } public int Half { get; set => field = value / 2; } public int Stored { get => field + 1; set; } }

public static class Construction
{
    public static long Initializers(int a, long b) { Defaults d = new(a); Defaults e = new(a, b); Defaults f = default; return d.A + d.B * 3 + d.C * 5 + e.A * 7 + e.B + e.C + f.A + f.B; }
    public static int Primary(int a, int b) { Offset o = new(a, b); o.Move(3); Offset p = o; p.Move(1); return o.X + o.Sum() * 3 + o.Twice * 5 + p.X * 7; }
    public static int PrimaryReadOnly(int a, int b) { Fraction f = new(a, b); f = f * 3; return f.Value; }
    public static int PrimaryDefault(int a) { Offset o = default; o.Move(a); return o.X + o.Twice; }
    public static int RecordWithBody(int a, int b) { Spot s = new(a, b) { Extra = 5 }; Spot t = new(a, b); Spot u = s with { X = b }; return s.Sum + t.Sum * 3 + u.Sum * 5 + (s == t ? 1 : 0) + (s != u ? 2 : 0) + (t.Equals(new Spot(a, b)) ? 4 : 0); }
    public static int RecordEquality(byte a, int b) { Tagged s = new(a, new(b, 3), b > 3 ? b : null), t = new(7, new(8, 3), 8); return (s == t ? 1 : 0) + (s.Where == t.Where ? 2 : 0) + (s with { Tag = 7 } == t ? 4 : 0) + (s.Equals(t) ? 8 : 0); }
    public static bool OwnEquality(int a, int b) => new Close(a) == new Close(b);
    public static long GenericRecords(int a, long b) { Cell<int> c = new(a, 1); Cell<long> d = new Cell<long>(b, 2).Next(b + 1).Next(5); c = c.Next(9); return c.Value + c.Version * 3 + d.Value * 5 + d.Version * 7; }
    public static int Accessors(int a) { Temperature t = new() { Tenths = a }; int before = t.Lazy; t.Lazy = a; return t[3] + before + t.Lazy * 5; }
    public static int HalfAutomatic(int a) { Temperature t = default; t.Half = a; t.Half += 4; t.Stored = a; t.Stored++; int old = t.Stored--; return t.Half * 3 + t.Stored * 5 + old; }
    public static int RecordPattern(int a, int b) => new Spot(a, b) switch { (0, _) => 1, { Sum: > 100 } => 2, (var x, 7) => x, _ => 3 };
    public static int InSpan(int a) { System.Span<Spot> s = stackalloc Spot[2]; s[0] = new(a, 1); s[1] = s[0] with { Y = 4 }; return s[0] == s[1] ? 1 : s[1].Sum; }
}
