using System;
using System.Runtime.InteropServices;

namespace Corpus;

public unsafe struct Buffer { public byte Tag; public fixed byte Bytes[6]; public fixed int Numbers[3]; }
[StructLayout(LayoutKind.Explicit, Size = 8)] public struct Word { [FieldOffset(0)] public ulong Whole; [FieldOffset(0)] public Point Halves; [FieldOffset(3)] public byte Fourth; }

public static unsafe class Unsafe
{
    public static int AddressOf(int a, int b) { int x = a; int* p = &x; *p += b; p[0]++; (*p)--; int y = *p; int** none = null; return x * 3 + y + (none == null ? 1 : 0); }
    public static int Members(int a, int b) { Point v = new() { X = a }; Point* p = &v; p->Y = b; p->Move(2); (*p).X++; int* x = &p->X; *x *= 2; return v.X + v.Y * 3 + p->Sum(); }
    public static int Arithmetic(int a, int b) { int* s = stackalloc int[5]; int* p = s; for (int i = 0; i < 5; i++) *p++ = a++; int* q = s + 4; q--; q -= 2; *(q + 1) = b; return s[0] + s[2] * 3 + *q * 5 + (int)(&s[4] - q) * 7 + (q != s ? 100 : 0) + (q >= s ? 200 : 0); }
    public static int Elements(int a, uint i) { byte* s = stackalloc byte[8]; s[3] = (byte)a; s[i & 7] ^= 5; byte* t = 2 + s; return t[1] + s[0] * 3; }
    public static int FixedBuffers(byte a, int b) { Buffer f = default; f.Tag = 1; f.Bytes[2] = a; f.Numbers[1] = b; f.Bytes[5] += f.Bytes[2]; f.Numbers[b & 1]++; Buffer g = f; g.Bytes[2] = 9; return f.Bytes[2] + f.Bytes[5] * 3 + f.Numbers[1] + f.Numbers[0] * 5 + g.Bytes[2] * 7 + f.Tag; }
    public static int FixedStatement(int a) { Eight e = default; Eight* q = &e; (*q)[2] = a; byte* b = (byte*)q; return b[8] + (b[11] << 3) + e[2]; }
    public static int Pinned(int a) { Eight e = default; Line l = default; ref Line r = ref l; fixed (int* p = &r.To.X) { p[1] = a; *p = 3; } int* q = &l.To.Y; *q += 1; return l.To.X * 3 + l.To.Y; }
    public static ulong Reinterpreted(ulong a) { ulong x = a; uint* halves = (uint*)&x; uint t = halves[0]; halves[0] = halves[1]; halves[1] = t; ((byte*)&x)[7] = 1; return x; }
    public static int Parameters(int a, int b) { int x = a, y = b; Exchange(&x, &y); int* m = Larger(&x, &y); *m = 5; return x * 3 + y; }
    private static void Exchange(int* a, int* b) { int t = *a; *a = *b; *b = t; }
    private static int* Larger(int* a, int* b) => *a > *b ? a : b;
    public static int Sizes(int a) => sizeof(int) + sizeof(Point) * 3 + sizeof(Word) + a + sizeof(Buffer);
    public static ulong ExplicitLayout(int a, int b) { Word w = default; w.Halves.X = a; w.Halves.Y = b; w.Fourth = 9; return w.Whole; }
    public static int SpanBytes(int a) { Span<int> s = stackalloc int[2]; s[1] = a; Span<byte> b = MemoryMarshal.AsBytes(s); b[4] ^= 1; return b.Length * 100 + b[5] + s[1]; }
    public static nint Natives(nint a, nuint b) { nint c = a << 3; nuint d = b / 3; nint e = (nint)d; return c + e - nint.MinValue * 0 + (nint)sizeof(nint); }
    public static int Names(int a) => nameof(a).Length + nameof(Point.X).Length * 3 + default(int) + (default(Point).X == a ? 1 : 0);
    public static int CharForms(char a, int b) { char c = (char)(a + b); return c is >= 'a' and <= 'z' ? c - 'a' : c == '\n' ? 1 : c; }
}
