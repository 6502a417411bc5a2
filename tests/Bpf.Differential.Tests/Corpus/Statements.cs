namespace Corpus;

public static class Statements
{
    public static int IfElse(int a, int b) { if (a > b) return a - b; else if (a == b) return 0; return b - a; }
    public static int Ternary(int a, int b) => a < b ? a : b == 0 ? 7 : b;
    public static bool AndOr(int a, int b) => (a > 0 && b > 0) || (a < 0 && b < 0 && a != b);
    public static int ShortCircuit(int a, int b) { int n = 0; if (a > 0 && Count(ref n) || b > 0 && Count(ref n)) n += 10; return n; }
    private static bool Count(ref int n) { n++; return n > 1; }
    public static uint While(uint a) { uint n = a & 15; uint sum = 0; while (n != 0) { sum += n * a; n--; } return sum; }
    public static int For(int a, int b) { int sum = 0; for (int i = 0; i < 10; i++) { if (i == (a & 7)) continue; if (i == (b & 15)) break; sum = sum * 3 + i; } return sum; }
    public static int DoWhile(int a) { int n = 0; do { n++; a >>= 1; } while (a > 0 && n < 20); return n; }
    public static int Nested(int a) { int sum = 0; for (int i = 0; i < 5; i++) for (int j = i; j < 5; j++) { if ((i ^ j) == (a & 3)) goto next; sum += i * j; next: ; } return sum; }
    public static int Goto(int a) { int n = 0; again: n++; if ((a & n) == 0 && n < 8) goto again; return n; }
    public static int SwitchStatement(int a) { switch (a) { case 0: return 10; case 1: case 2: a += 5; break; case int.MinValue: return -1; case 7: goto case 0; default: a = 3; break; } return a; }
    public static int SwitchPatterns(int a) { switch (a) { case < 0: return -1; case >= 0 and < 10: return 1; case 10 or 20 or 30: return 2; case var x when x % 2 == 0: return 3; default: return 4; } }
    public static int SwitchExpression(uint a, int b) => a switch { 0 => b, 1 or 2 => b + 1, > 100 and not 200 => b * 2, 200 => 5, _ when b > 0 => 6, _ => 7 };
    public static int SwitchByte(byte a) => a switch { 0 => 1, < 10 => 2, 255 => 3, >= 128 => 4, _ => 5 };
    public static long SwitchLong(long a) => a switch { long.MinValue => 1, < 0 => 2, 0 => 3, > uint.MaxValue => 4, _ => 5 };
    public static int Locals(int a, int b) { int x = a, y = b; { int t = x; x = y; y = t; } x += y; y = x - y; return x ^ y; }
    public static int ChainedAssignment(int a) { int x, y; x = y = a + 1; return x * y; }
    public static bool BoolLogic(bool a, bool b) => (a & !b) ^ (a | b) == (a != b);
    public static bool BoolCompound(bool a, bool b, int c) { bool x = a; x &= b; x |= c > 0; x ^= c == 1; return x; }
    public static int Compound(int a, int b) { a += b; a -= 3; a *= b; a &= 0xffff; a |= 1; a ^= b; a <<= b; a >>= 1; a >>>= 2; return a; }
    public static int CompoundNarrow(byte a, short b) { byte x = a; x += 200; x *= 3; x <<= 1; x >>= 2; x ^= 0x5a; short y = b; y -= 30000; y += (short)x; y >>= 1; return x * 65536 + y; }
    public static long Increments(int a, byte b, long c) { int x = a++ + ++a; byte y = b; y++; y++; --y; sbyte z = (sbyte)b; z--; long l = c--; ushort u = (ushort)a; u--; return x + y * 3 + z * 5 + l + c + a + u; }
    public static char Chars(char a, int b) { char c = a; c++; c += (char)b; return c == 'x' ? 'y' : c; }
    public static ulong Nints(nint a, nuint b) { nint c = a * 3 - 1; nuint d = b >> 3; c >>= 2; return (ulong)c ^ d; }
    public static int Ref(int a, int b) { int x = a, y = b; ref int r = ref x; r += 5; r = ref y; r *= 2; Swap(ref x, ref y); return x * 31 + y; }
    private static void Swap(ref int a, ref int b) { int t = a; a = b; b = t; }
    public static int Out(int a, int b) { if (!TryHalf(a, out int h)) h = -1; TryHalf(b, out var k); return h * 7 + k; }
    private static bool TryHalf(int value, out int half) { half = value / 2; return (value & 1) == 0; }
    public static int In(int a) => Twice(in a) + Twice(a + 1);
    private static int Twice(in int a) => a * 2;
    public static int LocalFunctions(int a, int b) { int n = a; Add(b); Add(3); return n + Sq(a); void Add(int x) { n += x * a; } static int Sq(int x) => x * x; }
    public static int EvaluationOrder(int a) { int i = a; int r = i++ * 3 + i++ * 5 + (i = 7) + i; return r + i; }
    public static int NamedArguments(int a, int b) => Sub(right: a, left: b) + Sub(a, 3) + Sub(left: 9);
    private static int Sub(int left, int right = 4) => left - right * 2;
    public static int RefTernary(int a, int b) { int x = a, y = b; (a > b ? ref x : ref y) = 9; return x - y; }
    public static int ParameterWrites(int a) { int before = a; Clobber(a); return a - before; }
    private static void Clobber(int a) { a = 5; }
    public static int Generic(int a, byte b) => Choose(a > 3, a, 9) + Choose(a < 0, b, (byte)2);
    private static T Choose<T>(bool first, T a, T b) where T : unmanaged => first ? a : b;
    public static int Constants(int a) { const int K = 40 + 2; const byte B = 200; return a * K + B + Limit + Fixed; }
    private const int Limit = 1 << 20;
    private static readonly int Fixed = 77;
    public static int IsPatterns(int a, int b) => (a is > 5 and < 100 ? 1 : 0) + (b is not 0 ? 2 : 0) + (a is 1 or 3 or -7 ? 4 : 0) + (a is var q && q == b ? 8 : 0);
    public static int Discards(int a) { _ = a + 1; TryHalf(a, out _); return a; }
    public static int VoidReturn(int a) { int n = a; Stop(ref n); return n; }
    private static void Stop(ref int n) { if (n < 0) { n = 1; return; } n += 2; }
    public static int PatternScopes(int a, int b) { int n = 0; for (int i = 0; i < 4; i++) { if ((a >> i, b) is (var x and > 2, var y)) n += x * 3 + y; else if (a + i is var z and not 0) n ^= z; n += i is 1 or 3 && b is { } w ? w : 1; } return n; }
    public static int SwitchOrder(int a, int b) { int n = 0; int r = (Bump(ref n), a, Bump(ref n)) switch { (1, 0, _) => 5, (_, > 3 and var x, 2) when x > b || Bump(ref n) > 2 => x, (1, _, var y) => y + n, _ => 7 }; return r * 10 + n; }
    private static int Bump(ref int n) => ++n;
    public static int ConditionalRefs(int a, int b) { int x = a, y = b; ref int m = ref (a > b ? ref x : ref y); m += 3; int? z = a > 0 ? m : null; z += y; return x + y * 3 + (z ?? x); }
    public static int GotoInSwitch(int a) { int n = 0; switch (a & 3) { case 0: n++; goto case 2; case 1: n += 10; goto default; case 2: n += 100; break; default: n += 1000; if (n < 2000) goto case 0; break; } return n; }
    public static ulong Loop64(ulong a) { ulong h = 14695981039346656037; for (int i = 0; i < 8; i++) { h ^= (byte)(a >> (i * 8)); h *= 1099511628211; } return h; }
    public static int NotOfShortCircuit(int a, int b) => Choose(!(a > 0 && b > 0), 7, a) + Choose(!(b < 3 || a == 0), b, 11);
    public static int NotOfConstant(int a) => Choose(!(false && a > 0), 7, a) * 3 + Choose(!(false && false), 1, 2) + Choose(!(true || a > 0), 5, a);
    public static int CompoundBeforeSwitch(int a, short b) { short v = b; v |= a switch { 3 => v--, > 5 => v++, _ => 9 }; int w = a; w += b > 0 ? w++ : w--; return v * 31 + w; }
}
