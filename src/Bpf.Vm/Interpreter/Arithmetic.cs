namespace Bpf.Vm.Interpreter;

/// <summary>Division and remainder, which eBPF defines where C# throws (RFC 9669, section 4.1).</summary>
internal static class Arithmetic
{
    /// <summary>x / 0 = 0.</summary>
    public static ulong Div(ulong x, ulong y) => y == 0 ? 0 : x / y;

    /// <summary>x / 0 = 0.</summary>
    public static uint Div(uint x, uint y) => y == 0 ? 0 : x / y;

    /// <summary>x % 0 = x.</summary>
    public static ulong Mod(ulong x, ulong y) => y == 0 ? x : x % y;

    /// <summary>x % 0 = x; the upper half of the register becomes zero all the same.</summary>
    public static uint Mod(uint x, uint y) => y == 0 ? x : x % y;

    /// <summary>x / 0 = 0, and the smallest number divided by -1 is itself.</summary>
    public static long SDiv(long x, long y) => y switch { 0 => 0, -1 => unchecked(-x), _ => x / y };

    /// <summary>x / 0 = 0, and the smallest number divided by -1 is itself.</summary>
    public static int SDiv(int x, int y) => y switch { 0 => 0, -1 => unchecked(-x), _ => x / y };

    /// <summary>x % 0 = x, and x % -1 = 0.</summary>
    public static long SMod(long x, long y) => y switch { 0 => x, -1 => 0, _ => x % y };

    /// <summary>x % 0 = x, and x % -1 = 0.</summary>
    public static int SMod(int x, int y) => y switch { 0 => x, -1 => 0, _ => x % y };
}
