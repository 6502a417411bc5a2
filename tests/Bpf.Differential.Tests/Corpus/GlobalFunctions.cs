using System.Runtime.CompilerServices;
using Bpf;

namespace Corpus;

/// <summary>Methods that are verified on their own.</summary>
public static class GlobalFunctions
{
    public enum Color : byte { Red, Green = 200, }

    public static int Plain(int a, int b) => Scale(a, b) + Scale(b, 3);
    [GlobalFunction] private static int Scale(int a, int b) => (a * b) - (a ^ b);
    public static long Widths(sbyte a, uint b, ulong c) => Mix(a, b, c, (short)b, a > 3) - Mix((sbyte)-a, b + 1, c >> 3, -2, false);
    [GlobalFunction] private static long Mix(sbyte a, uint b, ulong c, short d, bool e) => a + ((long)b * 3) - (long)(c & 0xffff) + (d / 3) + (e ? 100 : 0);
    public static int Narrow(int a, short b) => Byte((byte)a) + Short((short)(b + a)) + Signed((sbyte)a) + Letter((char)b) + (Truth(a > b) ? 100 : 0);
    [GlobalFunction] private static byte Byte(byte a) => (byte)(a + 200);
    [GlobalFunction] private static short Short(short a) => (short)(a * 3);
    [GlobalFunction] private static sbyte Signed(sbyte a) => (sbyte)(a - 100);
    [GlobalFunction] private static char Letter(char a) => (char)(a + 40000);
    [GlobalFunction] private static bool Truth(bool a) => !a;
    public static int Truncated(long a, ulong b) => Low((int)a) + Low((int)(b >> 7));
    [GlobalFunction] private static int Low(int a) => a > 5 ? a : -a;
    public static long Wide(int a, uint b) => Long(a) + Long(b) + (long)Unsigned(b);
    [GlobalFunction] private static long Long(long a) => a * 3;
    [GlobalFunction] private static ulong Unsigned(ulong a) => a / 3;
    public static int Enums(byte a) => (int)Next((Color)a) + (int)Next(Color.Green);
    [GlobalFunction] private static Color Next(Color a) => a == Color.Green ? Color.Red : a + 1;
    public static int ByReference(int a, int b) { int x = a, y = b; Swap(ref x, ref y); Swap(ref y, ref x); Swap(ref x, ref y); return (x * 3) + y; }
    [GlobalFunction] private static void Swap(ref int a, ref int b) { int t = a; a = b; b = t + 1; }
    public static int Aliased(int a) { int x = a; Swap(ref x, ref x); Add(in x, out x); return x; }
    [GlobalFunction] private static void Add(in int a, out int b) => b = a + 1;
    public static int Out(int a) { Split(a, out int low, out short high); return low + (high * 7); }
    [GlobalFunction] private static void Split(int a, out int low, out short high) { low = a & 0xff; high = (short)(a >> 8); }
    public static int In(int a, int b) { Point p = new() { X = a, Y = b }; return Sum(in p) + Sum(new Point { X = b }); }
    [GlobalFunction] private static int Sum(in Point p) => (p.X * 3) + p.Y;
    public static int ByValue(int a, int b) { Point p = new() { X = a, Y = b }; int n = Spoil(p); return n + (p.X * 5) + p.Y; }
    [GlobalFunction] private static int Spoil(Point p) { p.X += 10; p.Y *= 2; return p.X ^ p.Y; }
    public static long Padded(int a, short b) { Box x; x.Id = a * 5L; x.Kind = b; x.Edge = default; x.Open = a > b; Change(ref x); return x.Id + x.Kind + x.Edge.To.Y + (x.Open ? 1 : 0); }
    [GlobalFunction] private static void Change(ref Box box) { box.Id++; box.Kind -= 3; box.Edge.To.Y = box.Kind; box.Open = !box.Open; }
    public static int Nested(int a) => First(a) + First(-a);
    [GlobalFunction] private static int First(int a) => Second(a + 1) * 3;
    [MethodImpl(MethodImplOptions.NoInlining)] private static int Second(int a) => Low(a - 5) + a;
    public static int Elements(int a, int i) { Eight e = default; Fill(ref e, a); return e[i & 7] + e[3]; }
    [GlobalFunction] private static void Fill(ref Eight e, int a) { for (int i = 0; i < 8; i++) e[i] = a + i; }
    public static uint NetworkOrder(uint a, ushort b) => Port(b) + Address(a);
    [GlobalFunction] private static uint Port(UInt16BE port) => (uint)port * 3;
    [GlobalFunction] private static uint Address(UInt32BE address) => address.Raw ^ address;
    public static int Bounded(uint a) { System.Span<int> m = stackalloc int[4]; m[2] = 7; return m[(int)Limit(a) & 3]; }
    [GlobalFunction] private static uint Limit(uint a) => a % 4;
}
