namespace Corpus;

public interface IShape { int Area(); int Doubled() => Area() * 2; static abstract int Sides { get; } static abstract int Combine(int a, int b); }
public struct Square : IShape { public int Side; public readonly int Area() => Side * Side; public static int Sides => 4; public static int Combine(int a, int b) => a + b; }
public struct Strip : IShape { public int Width; public readonly int Area() => Width; int IShape.Doubled() => Width * 3; public static int Sides => 2; public static int Combine(int a, int b) => a * b; }
public interface IMonoid<T> where T : IMonoid<T> { static abstract T Zero { get; } static abstract T operator +(T a, T b); }
public struct Max : IMonoid<Max> { public int Value; public static Max Zero => new() { Value = int.MinValue }; public static Max operator +(Max a, Max b) => a.Value > b.Value ? a : b; }
public struct Stack4<T> where T : unmanaged { private T _a, _b, _c, _d; private int _count; public bool TryPush(T value) { switch (_count) { case 0: _a = value; break; case 1: _b = value; break; case 2: _c = value; break; case 3: _d = value; break; default: return false; } _count++; return true; } public bool TryPop(out T value) { value = _count switch { 1 => _a, 2 => _b, 3 => _c, 4 => _d, _ => default }; if (_count == 0) return false; _count--; return true; } }

public static class Generics
{
    public static int Constrained(int a, int b) => AreaOf(new Square { Side = a }) + AreaOf(new Strip { Width = b }) * 3;
    private static int AreaOf<T>(T shape) where T : struct, IShape => shape.Area() + T.Sides * 100;
    public static int StaticAbstract(int a, int b) => Fold<Square>(a, b) + Fold<Strip>(a, b) * 3;
    private static int Fold<T>(int a, int b) where T : IShape => T.Combine(T.Combine(a, b), T.Sides);
    public static int Operators(int a, int b, int c) { Max m = Sum(new Max { Value = a }, new Max { Value = b }, new Max { Value = c }); return m.Value; }
    private static T Sum<T>(T a, T b, T c) where T : IMonoid<T> => T.Zero + a + b + c;
    public static long Numbers(int a, byte b, long c) => Mixed(a, 7) + Mixed(b, (byte)200) * 3 + Mixed(c, 5L) * 7;
    private static T Mixed<T>(T a, T b) where T : unmanaged, System.Numerics.INumber<T> { T sum = a + b; sum -= a * b; sum++; return sum > b ? -sum : sum == a ? a : b; }
    public static long Containers(int a, long b) { Stack4<int> s = default; Stack4<long> t = default; s.TryPush(a); s.TryPush(a + 1); t.TryPush(b); s.TryPop(out int x); t.TryPop(out long y); bool more = t.TryPop(out long z); return x + y * 3 + z + (more ? 1 : 0) + (s.TryPop(out int w) ? w : 7); }
    public static int Swapped(int a, byte b) { int x = a, y = 3; byte p = b, q = 9; Swap(ref x, ref y); Swap(ref p, ref q); return x + y * 3 + p * 5 + q * 7; }
    private static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);
    public static int Pairs(int a, byte b) { var p = MakePair(a, b); var q = MakePair(b, (long)a); return p.First + p.Second * 3 + q.First * 5 + (int)q.Second; }
    private static (TA First, TB Second) MakePair<TA, TB>(TA a, TB b) => (a, b);
    public static int Nullable(int a) => OrDefault<int>(a > 3 ? a : null, 7) + OrDefault<long>(null, 2L).CompareToZero();
    private static T OrDefault<T>(T? value, T other) where T : struct => value ?? other;
    private static int CompareToZero(this long value) => value > 0 ? 1 : 0;
    public static int LocalFunctions(int a, int b) { int total = a; (int Count, int Last) seen = (0, 0); Note(b); Note(3); return total * 3 + seen.Count + seen.Last * 5; void Note(int x) { total += x; seen = (seen.Count + 1, x); if (x > 100) Clear(); void Clear() { total = 0; seen.Last--; } } }
}
