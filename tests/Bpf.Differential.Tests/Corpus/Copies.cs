using System;
using System.Runtime.CompilerServices;

namespace Corpus;

// Where C# works on a copy: what a property holds, what readonly members, `in` parameters and references that are read only are given.
public static class Copies
{
    public struct Tally
    {
        public int N;
        public int Add(int k) { N += k; return N; }
        public readonly int Times(int k) => N * k;
        public int this[int i] => N += i;
        public void Deconstruct(out int a, out int b) { a = N++; b = N++; }
    }

    [InlineArray(4)]
    public struct FourInts
    {
        private int _e;
    }

    public struct Tallies
    {
        public Tally P { get; set; }
        public Tally G { get; }
        public Tally F;
        public readonly Tally R;
        public FourInts M { get; set; }

        public Tallies(int a)
        {
            P = new() { N = a };
            G = new() { N = a + 1 };
            R = new() { N = a + 3 };
            F.N = G.Add(5) + P.Add(5) + R.Add(3);
        }

        public int Set(int k) { P = new() { N = k }; F.N = k; return k; }
        public int SetM(int k) { FourInts m = default; m[1] = k; M = m; return 1; }
        public readonly int Read(int k) { int r = F.Add(k) + P.Add(k) + G.Add(k) + R.Add(k); var (x, y) = F; return r + F.N + P.N + x + y + Local() + F[3] + ByIn(F); }
        private readonly int Local() { return Inner(); int Inner() => 0; }
        private static int ByIn(in Tally t) => t.Add(3) + t.N;
        public readonly int ReadTwice => F.Add(1) + F.Add(1);
        public int AddTwice => F.Add(1) + F.Add(1);
    }

    public struct Shifted
    {
        public int A;
        public FourInts M;
    }

    public readonly struct Sealed(int a)
    {
        private readonly Tally _tally = new() { N = a };
        public int Twice() => _tally.Add(1) + _tally.Add(1);
        public int OfItself() => Of(this) + _tally.N;
        private static int Of(in Sealed s) => s._tally.Add(7);
    }

    public static int Made(int a) { Tallies t = new(a); return t.P.N + t.G.N * 3 + t.F.N * 5 + t.R.N * 7; }
    public static int ReadonlyMembers(int a) { Tallies t = new(a); return t.Read(4) * 3 + t.F.N + t.ReadTwice + t.AddTwice + t.F.N; }
    public static int ReadonlyStruct(int a) { Sealed s = new(a); return s.Twice() + s.Twice() * 3 + s.OfItself(); }
    public static int Properties(int a) { Tallies t = new(a); Tally u = t.P; u.Add(1); return t.P.Add(1) * 3 + t.P.N + u.N + t.P[5] + t.P.N; }
    public static int ArgumentsAfterCopies(int a) { Tallies t = new(a); return t.P.Times(t.Set(3)) + t.P.Add(t.Set(4)) * 3 + t.P.N * 5; }
    public static int BranchesAfterCopies(int a) { Tallies t = new(a); return t.P.Times(a > 3 ? t.Set(3) : 7) + t.P.Add(a < 100 ? t.Set(4) : 9) * 3 + t.P[a > 5 ? t.Set(6) : 1] + t.P.N * 5; }
    public static int InParameters(int a) { Tallies t = new(a); return Seen(t.P, ref t) + Seen(t.F, ref t) * 3 + t.F.N; }
    private static int Seen(in Tally tally, ref Tallies t) { int x = tally.N; t.Set(x + 5); return tally.N * 10 + x; }
    public static int Elements(int a) { Tallies t = new(a); t.SetM(5); int r = t.M[1] + t.M[a & 3] + t.M[t.SetM(9)]; return r * 3 + t.M[1]; }
    public static int Deconstructed(int a) { Tallies t = new(a); var (x, y) = t.P; var (z, w) = t.F; return x + y * 3 + z * 5 + w * 7 + t.P.N * 11 + t.F.N * 13; }
    public static int ReadonlyReferences(int a) { Tallies t = new(a); ref readonly Tallies r = ref t; return r.AddTwice + r.F.Add(1) + r.F.N + r.Set(5) + r.ReadTwice + t.F.N + Whole(in t); }
    private static int Whole(in Tallies t) { int r = t.AddTwice + t.Set(4) + t.F.Add(3); var (x, y) = t.F; return r + t.F.N + x + y + t.P[2]; }
    public static int ReadonlySpans(int a) { Span<Tally> s = stackalloc Tally[2]; s[0].N = a; s[1].N = 2; ReadOnlySpan<Tally> q = s; int r = q[0].Add(3) + q[0].N + s[0].Add(1) + q[^1].Add(4) + s[^1].N; ref readonly Tally e = ref q[0]; return r + e.Add(5) + e.N + s[0].N; }
    public static int References(int a, int b) { int x = a, y = b; ref int r = ref x; for (int i = 0; i < 4; i++) { r += i; r = ref (r > 0 ? ref y : ref x); if (i == 2) r = ref x; } r = -1; return x * 31 + y; }
    public static int UnalignedParts(int a) { Shifted s = new() { A = a }; FourInts m = default; m[1] = 5; s.M = m; return s.M[a & 3] + s.A; }
}
