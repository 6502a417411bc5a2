using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Isa;
using Bpf.Core.Link;
using Bpf.Verifier;

namespace Bpf.Compiler.Driver;

/// <summary>
/// Atomic operations on values of maps that are not aligned (<see cref="UnalignedAtomic"/>). No kernel refuses them, and one for arm64 panics: so
/// they are looked for whatever machine builds, and also where nothing else is verified.
/// </summary>
internal static class AtomicAlignment
{
    /// <summary>All that there are, or that there may be where the simulator does not get to the end.</summary>
    /// <param name="request">The program.</param>
    /// <param name="verify">
    /// Walks it, which is asked for only where the program has such operations and such a map; null where no kernel is named to walk it for.
    /// </param>
    public static ImmutableArray<UnalignedAtomic> Find(LoadRequest request, Func<VerificationResult>? verify)
    {
        ImmutableArray<UnalignedAtomic> possible = [.. Possible(request)];
        if (possible.IsEmpty || verify?.Invoke() is not { } result || result.Verdict == Verdict.Unknown)
            return possible;
        return result.UnalignedAtomics;
    }

    /// <summary>The operations that are wider than the values of some map of the program are aligned.</summary>
    private static IEnumerable<UnalignedAtomic> Possible(LoadRequest request)
    {
        (string map, int alignment) = request.Maps.SelectMany(map => new[] { map, map.InnerMap ?? map })
            .Select(map => (map.Name, UnalignedAtomic.AlignmentOfValues(map)))
            .OrderBy(map => map.Item2)
            .FirstOrDefault();
        for (int slot = 0; map is not null && slot < request.Instructions.Length; slot++)
        {
            Instruction instruction = request.Instructions[slot];
            if (instruction.IsAtomic && instruction.AccessSize > alignment)
                yield return new(slot, map, alignment, instruction.AccessSize);
        }
    }
}
