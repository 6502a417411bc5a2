// Rests on: experiments on 6.12 for arm64 (a panic in the program), Documentation/bpf/map_lpm_trie.rst, struct bpf_lpm_trie_key in include/uapi/linux/bpf.h.
using System.Collections.Generic;
using Bpf.Core.Link;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>
/// Atomic operations on values that are not aligned. The kernel's verifier takes all values for aligned to 8 bytes, and those of an LPM trie follow
/// their key's data: x86-64 does the operation nevertheless, arm64 faults.
/// </summary>
internal sealed partial class Engine
{
    private readonly SortedDictionary<int, UnalignedAtomic> unalignedAtomics = [];

    /// <summary>Keeps an atomic access that was found aligned as far as its offset goes.</summary>
    private void NoteAtomic(in RegisterState pointer, int size)
    {
        if (pointer.Type != RegisterType.PtrToMapValue)
        {
            return;
        }

        MapSpec map = maps[pointer.Aux].Spec;
        int alignment = UnalignedAtomic.AlignmentOfValues(map);
        if (alignment < size)
        {
            unalignedAtomics[at] = new(at, map.Name, alignment, size);
        }
    }
}
