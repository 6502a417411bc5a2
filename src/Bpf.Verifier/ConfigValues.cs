using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier;

/// <summary>
/// The second look at a program refused for its config ranges. The kernel sees one value and not a range, and follows a value where it loses
/// sight of a range (those before 6.8 after arithmetic that wraps): few values are tried one by one.
/// </summary>
internal static class ConfigValues
{
    private const int Most = 1024; // combinations

    /// <summary>Verifies for each combination of values.</summary>
    /// <returns>The first that isn't accepted, or the accepted one that took most; null where there are too many to try.</returns>
    public static VerificationResult? Verify(LoadRequest request, KernelProfile profile, VerifierOptions options, CancellationToken ct)
    {
        ulong combinations = 1;
        foreach (ConfigRange range in options.ConfigRanges)
        {
            ulong more = unchecked((ulong)range.Max - (ulong)range.Min);
            if (more >= Most || (combinations *= more + 1) > Most)
            {
                return null;
            }
        }

        VerificationResult? worst = null;
        SortedDictionary<int, UnalignedAtomic> unaligned = [];
        foreach (ImmutableArray<ConfigRange> values in Combinations(options.ConfigRanges, 0))
        {
            VerificationResult result = new Engine(request, profile, options with { ConfigRanges = values }, ct).Run();
            if (result.Verdict != Verdict.Accept)
            {
                return result;
            }

            foreach (UnalignedAtomic atomic in result.UnalignedAtomics)
            {
                unaligned[atomic.Instruction] = atomic;
            }

            if (worst is null || result.ProcessedInstructions > worst.ProcessedInstructions)
            {
                worst = result;
            }
        }

        return worst is null ? null : worst with { UnalignedAtomics = [.. unaligned.Values] };
    }

    private static IEnumerable<ImmutableArray<ConfigRange>> Combinations(ImmutableArray<ConfigRange> ranges, int from)
    {
        if (from == ranges.Length)
        {
            yield return ranges;
            yield break;
        }

        ConfigRange range = ranges[from];
        for (long value = range.Min; ; value++)
        {
            foreach (ImmutableArray<ConfigRange> rest in Combinations(ranges.SetItem(from, range with { Min = value, Max = value }), from + 1))
            {
                yield return rest;
            }

            if (value == range.Max)
            {
                break;
            }
        }
    }
}
