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
    // What kernels that follow one call take for known: tests/Bpf.Differential.Tests/VerifiedWorld.cs.
    public static int SetOnce(int a) { int n = 7; Loop.Repeat(a & 3, ref n, static (uint i, ref int s) => { if (s == 5) s = 9; else s = 5; return LoopControl.Continue; }); return n == 7 ? 1 : n == 5 ? 2 : n == 9 ? 3 : 4; }
    public static int TakesTurns(int a) { Turn t = Turn.Before; Loop.Repeat(3, ref t, static (uint i, ref Turn s) => { s = s switch { Turn.Before => Turn.At, Turn.At => Turn.After, _ => Turn.Before }; return LoopControl.Continue; }); return (int)t + a; }
    private enum Turn : sbyte { Before = -1, At = 5, After = 9 }
    public static int StateInState(int a) { int n = 0; Loop.Repeat(3, ref n, static (uint i, ref int s) => { int local = 0; Loop.Repeat(2, ref local, static (uint k, ref int t) => { if (t == 0) t = 1; else if (t == 1) t = 5; return LoopControl.Continue; }); if (local == 5) s++; if (local == 1) s += 100; return LoopControl.Continue; }); return n + a; }
    public static long StateByFunction(int a) { Pair p = new(3, 0); Loop.Repeat(5, ref p, static (uint i, ref Pair s) => { s.B = (s.B * 10) + Turned(ref s, (int)i); return LoopControl.Continue; }); return (p.A * 1_000_000) + p.B + a; }
    [MethodImpl(MethodImplOptions.NoInlining)] private static int Turned(ref Pair p, int k) { if (p.A == 3) { p.A = 4; return k; } p.A = 3; return -k; }
}
