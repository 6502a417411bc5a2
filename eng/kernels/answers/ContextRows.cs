using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.KernelAsking;

namespace Bpf.KernelAnswers;

/// <summary>What programs may reach in their contexts: each load and store, of each size at each place, is tried in every kind of hook.</summary>
internal static class ContextRows
{
    private const int Word = 8, Far = 256;

    // What the verifier says of an access that it refuses, and what 5.10 says of one that it lets through and then has no code for: narrow loads
    // behind fields that are pointers, where there is nothing.
    private static readonly string[] s_refusals = ["context access", "verifier is misconfigured"];

    private static readonly Size[] s_sizes = [Size.B, Size.H, Size.W, Size.DW];

    public static void Compare(Comparison comparison, Version version, ILookup<ProgramType, LoadSite> sites)
    {
        foreach (IGrouping<ProgramType, LoadSite> type in sites)
        {
            // What is attached to by type has the arguments of its target as context, which no table holds.
            if (ProgramTypes.Find(type.Key)!.Context is not { } layout)
                continue;
            foreach (LoadSite site in type.Where(static site => site.BtfId == 0))
            {
                // Records of events and the like are alike from end to end: the start and what lies behind the end tell.
                IEnumerable<int> words = Enumerable.Range(0, (Math.Min(layout.Size, Far) / Word) + 1).Select(static word => word * Word)
                    .Union([layout.Size / Word * Word]).Where(static word => word + Word <= short.MaxValue);
                foreach (int word in words)
                    comparison.Row($"{layout.Name} at {word} in {site.Type} {site.Attach}", Table(layout, site, word, version), Kernel(site, word));
            }
        }
    }

    private static string Table(ContextLayout layout, LoadSite site, int word, Version version) => Describe(word, (offset, size, write) =>
        offset + size <= layout.Size && layout.Find(offset, size, write, site.Attach, version) is not null);

    private static string Kernel(LoadSite site, int word) => Describe(word, (offset, size, write) =>
    {
        Instruction access = write ? Asm.StxMem(Width(size), Register.R1, Register.R0, (short)offset) : Asm.LdxMem(Width(size), Register.R0, Register.R1, (short)offset);
        (int result, string log) = site.Load(Asm.Mov64Imm(Register.R0, 0), access, Asm.Mov64Imm(Register.R0, 0), Asm.Exit());
        return result == 0 || !Array.Exists(s_refusals, refusal => log.Contains(refusal, StringComparison.Ordinal));
    });

    // r4+2: a load of 4 bytes, two from there.
    private static string Describe(int word, Func<int, int, bool, bool> allows)
    {
        List<string> allowed = [];
        foreach (bool write in new[] { false, true })
        {
            foreach (int size in s_sizes.Select(BytesOf))
            {
                for (int offset = word; offset < word + Word; offset += size)
                {
                    if (allows(offset, size, write))
                        allowed.Add($"{(write ? 'w' : 'r')}{size}+{offset - word}");
                }
            }
        }

        return allowed.Count == 0 ? "nothing" : string.Join(' ', allowed);
    }

    private static int BytesOf(Size size) => size switch { Size.B => 1, Size.H => 2, Size.W => 4, _ => 8 };

    private static Size Width(int bytes) => s_sizes.First(size => BytesOf(size) == bytes);
}
