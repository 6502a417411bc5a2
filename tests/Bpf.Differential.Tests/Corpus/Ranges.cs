using System;
using Bpf;

namespace Corpus;

/// <summary>Loops over ranges of numbers.</summary>
public static class Ranges
{
    public static int Sum(int a) { int sum = a; foreach (int i in Loop.Range(20)) sum += i * i; return sum; }
    public static int Unknown(int a) { int sum = 0; foreach (int i in Loop.Range(a & 0x3ff)) sum = (sum * 3) + i; return sum; }
    public static int Any(int a) { int n = 0; foreach (int i in Loop.Range(a)) { n += 3; if (i == 100) break; } return n; }
    public static int FromTo(int a, int b) { int n = 0; foreach (int i in Loop.Range(a >> 25, b >> 25)) n = (n * 3) + i; return n; }
    public static int Negative() { int n = 0; foreach (int i in Loop.Range(-300, 5)) n = (n * 7) - i; return n; }
    public static int Continues(int a) { int n = 0; foreach (int i in Loop.Range(500)) { if (((i + a) & 3) != 0) continue; n += i; } return n; }
    public static int Returns(int a) { foreach (int i in Loop.Range(1000)) if (i * i > (a & 0xffff)) return i; return -1; }
    public static int Nested(int a) { int n = a; foreach (int i in Loop.Range(40)) foreach (int k in Loop.Range(i)) { if (k > 30) break; n += (i * k) ^ n; } return n; }
    public static int Plain(int a) { int n = a; foreach (int i in Loop.Range(100)) for (int k = 0; k < 4; k++) n = (n << 1) ^ (k + i); return n; }
    public static int Stack(int a) { Span<int> m = stackalloc int[64]; foreach (int i in Loop.Range(m.Length)) m[i] = (i * 3) + a; int n = 0; foreach (int i in Loop.Range(200)) n += m[i & 63]; return n; }
    public static int Indexed(int a, int b) { Span<int> m = stackalloc int[100]; m[a & 63] = b; foreach (int i in Loop.Range(1, m.Length)) m[i] += m[i - 1]; return m[99]; }
    public static int Faults(int a, int b) { int n = 0; foreach (int i in Loop.Range(300)) n += a / (b - i); return n; }
    public static int Kept(int a) { LoopRange r = Loop.Range(3, 90); int n = a; foreach (int i in r) n += i; foreach (int i in r) n ^= i; return n; }
    public static long Wide(long a, int b) { long n = a; foreach (int i in Loop.Range(b & 1023)) { long k = i * 5L; n += k ^ a; } return n; }
    public static int Counted(int a) { int n = 0, down = 900; foreach (int i in Loop.Range(a & 511)) { n += down; down -= 2; } return n + down; }
    public static int TooMany(int a) { int n = 0; foreach (int i in Loop.Range(int.MinValue, int.MaxValue)) n++; foreach (int i in Loop.Range(8_388_609)) n++; foreach (int i in Loop.Range(-1)) n++; return n + a; }
    public static int Finally(int a) { int n = a; foreach (int i in Loop.Range(400)) { try { if (i > (a & 127)) break; n += i; } finally { n ^= i; } } return n; }
    public static int Switches(int a) { int n = 0; foreach (int i in Loop.Range(300)) n = (i % 4) switch { 0 => n + a, 1 => n ^ i, 2 => n - 1, _ => n }; return n; }
}
