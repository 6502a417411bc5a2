using System.Runtime.CompilerServices;

namespace Corpus;

public struct Tally { public int Sum; public long Product; [MethodImpl(MethodImplOptions.NoInlining)] public void Take(int n) { Sum += n; Product = (Product * 3) + n; } [MethodImpl(MethodImplOptions.NoInlining)] public readonly long Total() => Sum + Product; }

/// <summary>Methods that are functions of their own.</summary>
public static class Subprograms
{
    private const MethodImplOptions Apart = MethodImplOptions.NoInlining;

    public static int Plain(int a, int b) => Scale(a, b) + Scale(b, 3);
    [MethodImpl(Apart)] private static int Scale(int a, int b) => (a * b) - (a ^ b);
    public static long Widths(sbyte a, uint b, ulong c) => Mix(a, b, c) - Mix((sbyte)-a, b + 1, c >> 3);
    [MethodImpl(Apart)] private static long Mix(sbyte a, uint b, ulong c) => a + ((long)b * 3) - (long)(c & 0xffff);
    public static int Narrow(int a, short b) => Byte((byte)a) + Short((short)(b + a)) + (Truth(a > b) ? 100 : 0);
    [MethodImpl(Apart)] private static byte Byte(byte a) => (byte)(a + 200);
    [MethodImpl(Apart)] private static short Short(short a) => (short)(a * 3);
    [MethodImpl(Apart)] private static bool Truth(bool a) => !a;
    public static int Truncated(long a, ulong b) => Low((int)a) + Low((int)(b >> 7));
    [MethodImpl(Apart)] private static int Low(int a) => a > 5 ? a : -a;
    public static uint Unsigned(ulong a, uint b) => Half((uint)a) ^ Half(b);
    [MethodImpl(Apart)] private static uint Half(uint a) => a / 3;
    public static int ByReference(int a, int b) { int x = a, y = b; Swap(ref x, ref y); Swap(ref y, ref x); Swap(ref x, ref y); return (x * 3) + y; }
    [MethodImpl(Apart)] private static void Swap(ref int a, ref int b) { int t = a; a = b; b = t + 1; }
    public static int Out(int a) { Split(a, out int low, out short high); return low + (high * 7); }
    [MethodImpl(Apart)] private static void Split(int a, out int low, out short high) { low = a & 0xff; high = (short)(a >> 8); }
    public static int In(int a, int b) { Point p = new() { X = a, Y = b }; return Sum(in p) + Sum(new Point { X = b }); }
    [MethodImpl(Apart)] private static int Sum(in Point p) => (p.X * 3) + p.Y;
    public static int ByValue(int a, int b) { Point p = new() { X = a, Y = b }; int n = Spoil(p); return n + (p.X * 5) + p.Y; }
    [MethodImpl(Apart)] private static int Spoil(Point p) { p.X += 10; p.Y *= 2; return p.X ^ p.Y; }
    public static int Returned(int a, int b) { Point p = Make(a, b); Point q = Make(p.Y, p.X); p.X = 3; return p.X + (p.Y * 3) + (q.X * 5) + (q.Y * 7); }
    [MethodImpl(Apart)] private static Point Make(int a, int b) => new() { X = a + b, Y = a - b };
    public static long Many(int a, long b, byte c) => Seven(a, b, c, a + 1, b - 1, (byte)(c + 9), a > b) + Seven(1, 2, 3, 4, 5, 6, false);
    [MethodImpl(Apart)] private static long Seven(int a, long b, byte c, int d, long e, byte f, bool g) => a + (b * 3) - c + (d * 7L) - (e ^ f) + (g ? 11 : 13);
    public static int ManyReferences(int a, int b) { int c = 1, d = 2, e = 3, f = 4; Point p = new() { X = a, Y = b }; Rotate(ref c, ref d, ref e, ref f, ref p, a); Rotate(ref f, ref e, ref d, ref c, ref p, b); return c + (d * 3) + (e * 5) + (f * 7) + p.X + p.Y; }
    [MethodImpl(Apart)] private static void Rotate(ref int a, ref int b, ref int c, ref int d, ref Point p, int by) { int t = a; a = b; b = c; c = d; d = t + by; p.X += by; p.Y -= a; }
    public static long Methods(int a, int b) { Tally t = default; t.Take(a); t.Take(b); t.Take(a - b); return t.Total(); }
    public static int Chain(int a) => First(a) + First(-a);
    [MethodImpl(Apart)] private static int First(int a) => Second(a + 1) * 3;
    [MethodImpl(Apart)] private static int Second(int a) => Third(a - 5) + a;
    [MethodImpl(Apart)] private static int Third(int a) => a < 0 ? 1 : Low(a);
    public static int Loops(uint a) { int n = 0; for (int i = 0; i < 20; i++) n += Step(i, a); return n; }
    [MethodImpl(Apart)] private static int Step(int i, uint a) { int s = 0; for (uint k = 0; k < (a & 7); k++) s += (int)k * i; return s; }
    public static int Faults(int a, int b) { int x = Divide(a, b); return x + Divide(b, 3); }
    [MethodImpl(Apart)] private static int Divide(int a, int b) => a / b;
    public static int FaultsDeep(int a, int b) => Deep(a, b) + 1;
    [MethodImpl(Apart)] private static int Deep(int a, int b) { int n = 0; Deeper(a, b, ref n); return n; }
    [MethodImpl(Apart)] private static void Deeper(int a, int b, ref int n) { if (a > 0) n = Divide(a, b); else n = b; }
    public static int FaultsManyArguments(int a, int b) => Guarded(a, b, 1, 2, 3, 4);
    [MethodImpl(Apart)] private static int Guarded(int a, int b, int c, int d, int e, int f) => (a % b) + c + d + e + f;
    public static int Generic(int a, byte b) => Twice(a) + Twice(b) + (int)Twice((long)a);
    [MethodImpl(Apart)] private static T Twice<T>(T a) where T : unmanaged, System.Numerics.INumber<T> => Pick(a, a);
    private static T Pick<T>(T a, T b) where T : unmanaged => b;
    public static int Elements(int a, int i) { Eight e = default; Fill(ref e, a); return e[i & 7] + e[3]; }
    [MethodImpl(Apart)] private static void Fill(ref Eight e, int a) { for (int i = 0; i < 8; i++) e[i] = a + i; }
    public static long Structs(int a, short b) { Box x = Packed(a, b); Box y = Changed(x); return x.Id + y.Id + x.Kind + y.Kind + y.Edge.To.Y + (y.Open ? 1 : 0); }
    [MethodImpl(Apart)] private static Box Packed(int a, short b) => new() { Id = a * 5L, Kind = b, Open = a > b };
    [MethodImpl(Apart)] private static Box Changed(Box box) { box.Id++; box.Kind -= 3; box.Edge.To.Y = box.Kind; box.Open = !box.Open; return box; }
    public static uint NetworkOrder(uint a, ushort b) => Port(b) + Address(a);
    [MethodImpl(Apart)] private static uint Port(Bpf.UInt16BE port) => (uint)port * 3;
    [MethodImpl(Apart)] private static uint Address(Bpf.UInt32BE address) => address.Raw ^ address;
    public static int ProofInFunction(uint a, int b) => Third(a, b) + Third(a + 1, b);
    [MethodImpl(MethodImplOptions.NoInlining)] private static int Third(uint a, int b) { System.Span<int> m = stackalloc int[3]; m[1] = b; try { m[2] = (int)a; } finally { m[0] = m[(int)(a % 3u)]; } return m[0]; }
}
