using System;

namespace Corpus;

public struct Token : IDisposable { public int Value; public void Dispose() => Value = 0; }
public ref struct Meter { private readonly int _n; public Meter(int n) => _n = n; public readonly int Twice => _n * 2; public const int Last = 7; public readonly void Dispose() { } }
public struct Countdown { private int _left; public Countdown(int from) => _left = from; public readonly Countdown GetEnumerator() => this; public bool MoveNext() => _left-- > 0; public readonly int Current => _left; }

public static class CleaningUp
{
    public static int Finally(int a) { int n = a; try { n += 3; } finally { n *= 2; } return n; }
    public static int FinallyOnReturn(int a) { int n = a; return Outer(ref n) * 100 + n; }
    private static int Outer(ref int n) { try { if (n > 3) return n; n += 1; } finally { n += 10; } return n; }
    public static int FinallyInLoop(int a) { int n = 0; for (int i = 0; i < 5; i++) { try { if (i == a) break; if (i == 2) continue; n += i; } finally { n += 100; } } return n; }
    public static int NestedFinally(int a) { int n = 0; try { try { if (a > 3) return n + Note(ref n, 1); n = 5; } finally { n = n * 10 + 2; } n++; } finally { n = n * 10 + 3; } return n; }
    private static int Note(ref int n, int by) { n += by; return by; }
    public static int ValueBeforeFinally(int a) { int n = a; return Taken(ref n) + n * 3; }
    private static int Taken(ref int n) { try { return n; } finally { n = 50; } }
    public static int FinallyWithBranches(int a, int b) { int n = 0; try { n = a / 2; if (n == b) goto end; } finally { if (a > b) n += 7; else for (int i = 0; i < 3; i++) n += i; } n++; end: return n; }
    public static int FaultInTry(int a, int b) { int n = 0; try { n = a / b; } finally { n++; } return n; }
    public static int Using(int a) { int r; using (Token t = new() { Value = a }) { r = t.Value + 1; if (a > 5) return r; } using Token u = new() { Value = r }; return u.Value * 2; }
    public static int RefStruct(int a) { using Meter m = new(a); if (a > 9) return m.Twice; return Meter.Last + m.Twice; }
    public static int Enumerator(int a) { int n = 0; foreach (int x in new Countdown(a & 7)) n = n * 3 + x; return n; }
    public static int LocalFunctionFaults(int a, int b) { int n = a; try { n += Part(3); int Part(int x) { n++; try { return x / b; } finally { n += 2; } } } finally { n *= 3; } return n; }
    public static int LoopInFinally(int a, int b) { System.Span<int> s = stackalloc int[3]; s[1] = a; int n = 0; for (int i = 0; i < 2; i++) { try { if (i == b) continue; s[2] += 7; } finally { foreach (int x in s) n = n * 3 + x; } } return n; }
    public static int FaultBeforeLoopInFinally(int a, int b) { System.Span<int> s = stackalloc int[2]; int n = 1; try { n = a / b; } finally { foreach (int x in s[1..]) n = n * 5 + 60 / (a + x); } return n; }
}
