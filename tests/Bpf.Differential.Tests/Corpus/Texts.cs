using System.Runtime.CompilerServices;
using Bpf;

namespace Corpus;

[InlineArray(64)] public struct Line64 { private byte _e; }
[InlineArray(12)] public struct Line12 { private byte _e; }

/// <summary>Formatted text, as a number made of the buffer's bytes.</summary>
public static class Texts
{
    public static ulong Numbers(int a, uint b, long c) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"a={a} b={b}, c={c}!"); return Hash(in t, fits); }
    public static ulong Unsigned(ulong a, ushort b, byte c) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{a}/{b}/{c}"); return Hash(in t, fits); }
    public static ulong Narrow(sbyte a, short b) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{a} {b} {a:x} {b:X} {b:x8}"); return Hash(in t, fits); }
    public static ulong Hex(int a, ulong b, uint c) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{a:x}.{b:X16}.{c:x4}.{c:d3}"); return Hash(in t, fits); }
    public static ulong Aligned(int a, uint b) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"[{a,12}] [{b,-11}] [{a,3:x}]"); return Hash(in t, fits); }
    public static ulong Cut(int a, uint b) { Line12 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{a}:{b}"); ulong h = 7; for (int i = 0; i < 12; i++) h = (h * 31) + t[i]; return (h << 1) | (fits ? 1UL : 0); }
    public static ulong Network(ushort a, uint b) { UInt16BE port = a; UInt32BE address = b; Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{address:ip}:{port} {port:x4} {address}"); return Hash(in t, fits); }
    public static ulong Addresses(ulong a, ulong b) { Ipv6Address ip = new() { High = a, Low = b }; Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{ip}"); return Hash(in t, fits); }
    public static ulong Macs(byte a, byte b) { MacAddress mac = default; mac[0] = a; mac[3] = b; Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"<{mac}>"); return Hash(in t, fits); }
    public static ulong Names(uint a) { Comm comm = default; comm[0] = (byte)'x'; comm[1] = (byte)('a' + (a & 15)); comm[2] = (byte)'!'; Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{comm} [{comm,8}] [{comm,-6}]"); return Hash(in t, fits); }
    public static ulong Changed(uint a) { Comm comm = default; comm[0] = (byte)'x'; Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{comm}, {Bump(ref comm, a)}, {comm}"); return Hash(in t, fits); }
    public static ulong Percent(int a) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{a}% %d %s"); return Hash(in t, fits); }
    public static ulong Pointers(ulong a, ulong b) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{new KernelPtr<int>(a)} {new UserPtr<byte>(b)}"); return Hash(in t, fits); }
    public static ulong Branching(int a, uint b) { Line64 t = default; bool fits = Utf8Text.TryFormat(ref t, $"{(a > 0 ? a : -1)}, {(b == 0 ? 5u : b):x}"); return Hash(in t, fits); }

    private static uint Bump(ref Comm comm, uint a) { comm[0] = (byte)('a' + (a & 7)); return a & 7; }

    private static ulong Hash(in Line64 text, bool fits)
    {
        ulong h = fits ? 3UL : 5;
        bool ended = false;
        for (int i = 0; i < 64; i++)
        {
            ended |= text[i] == 0;
            if (!ended) h = (h * 131) + text[i];
        }

        return h;
    }
}
