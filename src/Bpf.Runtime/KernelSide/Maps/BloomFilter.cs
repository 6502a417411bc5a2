using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A set that answers "certainly not" or "perhaps": <c>BPF_MAP_TYPE_BLOOM_FILTER</c> (Linux 5.16). Values can't be taken out.</summary>
/// <typeparam name="T">The value; every byte of it counts, padding too.</typeparam>
/// <param name="maxEntries">The number of values that it is sized for, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class BloomFilter<T>(int maxEntries, [CallerMemberName] string name = "")
    : MapDeclaration(MapType.BloomFilter, maxEntries, name) where T : unmanaged
{
    /// <summary>Adds a value: <c>bpf_map_push_elem</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False where the kernel refused.</returns>
    public bool TryAdd(scoped in T value) => Model.Push(Raw.Bytes(in value), 0) == 0;

    /// <summary>Looks for a value: <c>bpf_map_peek_elem</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False where it was certainly never added.</returns>
    public bool MayContain(scoped in T value)
    {
        T asked = value;
        return Model.Peek(Raw.WritableBytes(ref asked)) == 0;
    }
}
