using System.Runtime.CompilerServices;
using Bpf;

namespace Corpus;

/// <summary>Loops whose rounds are functions.</summary>
public static class Callbacks
{
    public static int Sum(int a) { int sum = 0; int rounds = Loop.Repeat(10, ref sum, static (uint i, ref int s) => { s += (int)i * 3; return LoopControl.Continue; }); return (sum * 100) + rounds + a; }
    public static long Break(int a, int b) { long n = a; int rounds = Loop.Repeat(20, ref n, static (uint i, ref long s) => { s += i; return s > 50 ? LoopControl.Break : LoopControl.Continue; }); return (n * 64) + rounds; }
    public static long Structs(int a, int b) { Pair p = new(a, b); Loop.Repeat(7, ref p, Step); return p.A + (p.B * 3); }
    private static LoopControl Step(uint i, ref Pair p) { p.A += (int)i; p.B -= p.A; return p.B < -100 ? LoopControl.Break : LoopControl.Continue; }
    public static int None(int a) { int n = a; int rounds = Loop.Repeat(0, ref n, static (uint i, ref int s) => { s = 0; return LoopControl.Continue; }); return n + rounds; }
    public static int TooMany(int a) { int n = 0; int rounds = Loop.Repeat(int.MaxValue, ref n, static (uint i, ref int s) => LoopControl.Break); return rounds + a; }
    public static int Faults(int a, int b) { Pair p = new(a, b); int rounds = Loop.Repeat(5, ref p, static (uint i, ref Pair s) => { s.A /= ((int)s.B - (int)i); return LoopControl.Continue; }); return p.A + rounds; }
    public static int Nested(int a) { int sum = a; Loop.Repeat(3, ref sum, static (uint i, ref int s) => { Loop.Repeat(4, ref s, static (uint k, ref int t) => { t = (t * 3) + (int)k; return LoopControl.Continue; }); return LoopControl.Continue; }); return sum; }
    public static int Branches(int a, int b) { int sum = 0; Loop.Repeat(a > b ? 3 : 5, ref sum, static (uint i, ref int s) => { for (int k = 0; k < 3; k++) { if (k == 1) continue; s += k + (int)i; } return LoopControl.Continue; }); return sum; }
    public static uint Generic(uint a) => Twice<uint>(a) + Twice<byte>((byte)a);
    private static uint Twice<T>(T a) where T : unmanaged, System.Numerics.IBinaryInteger<T> { Wrapper<T> w = new() { Value = a }; Loop.Repeat(2, ref w, static (uint i, ref Wrapper<T> s) => { s.Uses += s.Uses + 1; return LoopControl.Continue; }); return (uint)w.Uses; }
    public static int LocalFunction(int a) { int n = a; Loop.Repeat(4, ref n, Add); return n; static LoopControl Add(uint i, ref int s) { s ^= (int)(i * 7); return LoopControl.Continue; } }
    public static int NoneBesideFunction(int a) { int n = Apart((ushort)a); n += Loop.Repeat(a & 0, ref n, static (uint i, ref int s) => LoopControl.Break); return n; }
    [MethodImpl(MethodImplOptions.NoInlining)] private static int Apart(ushort a) => a * 3;
    public static int FaultsInForEach(int a, int b) { System.Span<int> m = stackalloc int[3]; foreach (ref int e in m) { e = b; a += Loop.Repeat(2, ref e, static (uint i, ref int s) => { s = 60 / s; return LoopControl.Continue; }); } return a + m[1]; }
}
