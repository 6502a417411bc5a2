using System.Text;
using Bpf.Core.Kernel;

namespace Bpf.VerifierBenchmark;

/// <summary>Programs made here, one for each thing that costs a verifier time.</summary>
/// <param name="Type">The program's type.</param>
/// <param name="Text">The program, with a hash map of 16-byte values at index 0.</param>
internal sealed record Generated(ProgramType Type, string Text)
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Generated> All { get; } = new Dictionary<string, Generated>
    {
        ["arithmetic"] = Socket(Begin + Repeat(2_000, i => $"r{6 + i % 3} += r{7 + i % 2}\nr{6 + i % 3} &= {0xffff >> (i % 8)}") + End),
        ["branches"] = Socket(Begin + Repeat(400, i => $"if r6 > {i * 3} goto l{i}\nr7 += 1\nl{i}:\nr8 = r6") + End),
        ["loop"] = Socket(Begin + "r9 = 0\nl:\nr7 += r6\nr8 = r7\nr8 >>= 3\nr9 += 1\nif r9 < 3000 goto l\n" + End),
        ["nested loops"] = Socket(Begin + "r7 = 0\na:\nr8 = 0\nb:\nr8 += 1\nif r8 < 40 goto b\nr7 += 1\nif r7 < 40 goto a\n" + End),
        ["branching loop"] = Socket(
            Begin + "r9 = 0\nl:\nif r6 & 1 goto odd\nr7 += 1\ngoto next\nodd:\nr7 += 2\nnext:\nr6 >>= 1\nr9 += 1\nif r9 < 500 goto l\n" + End),
        ["calls"] = Socket(Begin + Repeat(300, _ => "r1 = r6\nr2 = r7\ncall f\nr7 = r0") + End + "f:\nr0 = r1\nif r1 > r2 goto g\nr0 = r2\ng:\nexit\n"),
        ["stack"] = Socket(
            Begin + Repeat(400, i => $"*(u64 *)(r10 - {8 + i % 32 * 8}) = r6\nr{7 + i % 2} = *(u64 *)(r10 - {8 + i % 32 * 8})\n*(u32 *)(r10 - 256) = r7") + End),
        ["map lookups"] = Socket(Begin + Repeat(150, i => $"""
            *(u32 *)(r10 - 4) = {i}
            r2 = r10
            r2 += -4
            r1 = map[idx:0]
            call bpf_map_lookup_elem
            if r0 == 0 goto n{i}
            r1 = *(u64 *)(r0 + 8)
            r1 += r6
            *(u64 *)(r0 + 0) = r1
            n{i}:
            """) + End),
        ["packet"] = new(ProgramType.Xdp, "r2 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 4)\nr6 = 0\n" + Repeat(300, i => $"""
            r4 = r2
            r4 += {14 + i}
            if r4 > r3 goto out
            r5 = *(u8 *)(r2 + {13 + i})
            r6 += r5
            """) + "out:\nr0 = 2\nexit\n"),
        [Probe] = Socket(Begin + Repeat(10, i => $"""
            *(u32 *)(r10 - 4) = r6
            r2 = r10
            r2 += -4
            r1 = map[idx:0]
            call bpf_map_lookup_elem
            if r0 == 0 goto n{i}
            lock *(u64 *)(r0 + 8) += r7
            r7 += 1
            n{i}:
            """) + End),
        ["limit"] = Socket(Begin + "r9 = 0\nl:\nr9 += 1\nr7 += r9\ngoto l\n"),
    };

    /// <summary>The one of a hundred instructions.</summary>
    public const string Probe = "probe";

    private const string Begin = "call bpf_get_prandom_u32\nr6 = r0\nr7 = r0\nr8 = r0\n";

    private const string End = "r0 = 0\nexit\n";

    private static Generated Socket(string text) => new(ProgramType.SocketFilter, text);

    private static string Repeat(int times, Func<int, string> part)
    {
        StringBuilder text = new();
        for (int i = 0; i < times; i++) text.Append(part(i)).Append('\n');
        return text.ToString();
    }
}
