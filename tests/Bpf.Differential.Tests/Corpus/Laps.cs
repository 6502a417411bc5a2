using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
namespace Corpus;
[InlineArray(16)] public struct B16 { private byte _b; }
[InlineArray(6)] public struct I6 { private int _b; }
public struct Quad { public int A, B, C, D; }
public record struct RQuad(int A, int B, int C, int D);
[StructLayout(LayoutKind.Explicit)] public struct Lap { [FieldOffset(0)] public Quad X; [FieldOffset(4)] public Quad Y; [FieldOffset(0)] public RQuad R; [FieldOffset(8)] public RQuad S; [FieldOffset(0)] public I6 All; [FieldOffset(0)] public B16 L; [FieldOffset(3)] public B16 M; }
public struct Nest { public Quad Q; public int N; public Quad Self() => Q; public void Set(Quad q) { N++; Q = q; } public void SetIn(in Quad q) { N = q.A; Q.A = 99; N += q.A; } public Quad P { get; set; } }
public static class Laps
{
    private static Lap Make(int a, int b) { Lap l = default; for (int i = 0; i < 6; i++) l.All[i] = a * (i + 1) + b; return l; }
    private static int Fold(in Lap l) { int n = 0; for (int i = 0; i < 6; i++) n = n * 31 + l.All[i]; return n; }
    public static int AssignUp(int a, int b) { Lap l = Make(a, b); l.Y = l.X; return Fold(l); }
    public static int AssignDown(int a, int b) { Lap l = Make(a, b); l.X = l.Y; return Fold(l); }
    public static int AssignBytes(int a, int b) { Lap l = Make(a, b); l.M = l.L; return Fold(l); }
    public static int AssignBytesDown(int a, int b) { Lap l = Make(a, b); l.L = l.M; return Fold(l); }
    public static int AssignRecords(int a, int b) { Lap l = Make(a, b); l.S = l.R; l.R = l.S with { B = 7 }; return Fold(l); }
    public static int AssignByRef(int a, int b) { Lap l = Make(a, b); ref Quad x = ref l.X; ref Quad y = ref l.Y; y = x; Copy(ref x, ref y); return Fold(l); }
    private static void Copy(ref Quad to, ref Quad from) => to = from;
    public static int InitOverlap(int a, int b) { Lap l = Make(a, b); l.Y = new Quad { A = l.X.A, B = l.X.B, C = l.X.C, D = l.X.D }; return Fold(l); }
    public static int RecordOverlap(int a, int b) { Lap l = Make(a, b); l.S = new RQuad(l.R.A, l.R.B, l.R.C, l.R.D); return Fold(l); }
    public static int SwapOverlap(int a, int b) { Lap l = Make(a, b); (l.X, l.Y) = (l.Y, l.X); return Fold(l); }
    public static int ReturnOverlap(int a, int b) { Lap l = Make(a, b); l.Y = Turned(in l.X); return Fold(l); }
    private static Quad Turned(in Quad q) => new() { A = q.D, B = q.C, C = q.B, D = q.A };
    public static int OutOverlap(int a, int b) { Lap l = Make(a, b); Out(in l.X, out l.Y); return Fold(l); }
    private static void Out(in Quad q, out Quad r) { r = default; r.A = q.A; r.B = q.B + q.D; }
    public static int ReverseOverlap(int a, int b) { Lap l = Make(a, b); Span<byte> x = l.L, y = l.M; x[..12].Reverse(); y[2..].Reverse(); x.CopyTo(y); return Fold(l); }
    public static int EqualOverlap(int a, int b) { Lap l = Make(a, b); Span<byte> x = l.L, y = l.M; return (x.SequenceEqual(y) ? 1 : 0) + x.CommonPrefixLength(y) * 3 + Math.Sign(x.SequenceCompareTo(y)) * 100 + x.IndexOf(y[..2]) * 7 + (l.R == l.S ? 1000 : 0); }
    public static int SelfArguments(int a, int b) { Nest n = default; n.Q = new Quad { A = a, B = b }; n.Set(n.Self() with { A = n.Q.B }); n.SetIn(in n.Q); n.P = n.Q; n.P = n.P with { D = n.P.A }; n.Set(n.P); return n.N * 3 + n.Q.A + n.Q.B * 5 + n.Q.D * 7; }
    public static int SpanOfRef(int a, int b) { Quad q = new() { A = a, B = b, C = 3 }; Span<int> s = MemoryMarshal.Cast<byte, int>(MemoryMarshal.AsBytes(new Span<Quad>(ref q))); s[..3].CopyTo(s[1..]); s[0] += q.D; return q.A + q.B * 3 + q.C * 5 + q.D * 7; }
    public static int SpanWholeAndPart(int a, int b) { Lap l = Make(a, b); Span<byte> w = MemoryMarshal.AsBytes(new Span<Lap>(ref l)); Span<byte> m = l.M; w[..10].CopyTo(m); m[..10].CopyTo(w[5..]); return Fold(l); }
    public static int AsOther(int a, int b) { long x = ((long)a << 32) | (uint)b; ref int lo = ref System.Runtime.CompilerServices.Unsafe.As<long, int>(ref x); lo += 5; x++; lo ^= (int)(x >> 32); return (int)x + (int)(x >> 32) * 3; }
    public static unsafe int PointerAlias(int a, int b) { Quad q = new() { A = a, B = b }; Quad* p = &q; int* r = &q.B; *r += p->A; p->B++; r[1] = *r; *p = p[0] with { D = *r }; return q.A + q.B * 3 + q.C * 5 + q.D * 7; }
    public static unsafe int PointerOrder(int a, int i, int j) { int* p = stackalloc int[8]; int* x = p + (i & 7), y = p + (j & 7); *x = a; return (x < y ? 1 : 0) + (x <= y ? 2 : 0) + (x == y ? 4 : 0) + (x + 1 > y - 1 ? 8 : 0) + (int)(x - y) * 16 + (&p[2] > &p[1] ? 1000 : 0); }
    public static unsafe int PointerBefore(int i, int j) { int* p = stackalloc int[8]; int* m = p + 4; int* x = m - (i & 3), y = m + (j & 3); *x = 1; *y += 2; return (x < y ? 1 : 0) + (x <= m ? 2 : 0) + (y >= m ? 4 : 0) + (m - 1 < m ? 8 : 0) + *m; }
    public static int SpanGap(int a, int i, int d) { Span<Quad> s = stackalloc Quad[4]; s.Clear(); s[i & 3] = new() { A = a, D = d }; int n = 0; foreach (ref readonly Quad q in s) n = n * 31 + q.A + q.B * 3 + q.C * 5 + q.D * 7; return n; }
    public static int WithGap(int a, int b) { Lap l = Make(a, b); l.Y = l.X with { B = 7 }; return Fold(l); }
    public static int ConditionalGap(int a, int b) { Lap l = Make(a, b); l.Y = a > 2 ? new() { A = b, D = a } : l.X; return Fold(l); }
    public static int TripleGap(int a, int i) { Span<V3> s = stackalloc V3[4]; s.Clear(); s[i & 3] = new() { Z = a }; int n = 0; foreach (ref readonly V3 v in s) n = n * 31 + v.X + v.Y * 3 + v.Z * 5; return n; }
    public struct V3 { public int X, Y, Z; }
}
