using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Maps by key: <c>BPF_MAP_TYPE_HASH_OF_MAPS</c>.</summary>
/// <typeparam name="TKey">The key; every byte of it counts, padding too.</typeparam>
/// <typeparam name="TMap">The class of the maps in it: a hash table, a trie or an array.</typeparam>
/// <param name="maxEntries">Most maps, from 1. A constant.</param>
/// <param name="inner">What they look like: <c>new(maxEntries: 1024)</c>.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class HashOfMaps<TKey, TMap>(int maxEntries, TMap inner, [CallerMemberName] string name = "")
    : MapOfMaps<TMap>(MapType.HashOfMaps, maxEntries, inner, name) where TKey : unmanaged where TMap : MapDeclaration
{
    /// <summary>Finds a map: <c>bpf_map_lookup_elem</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="map">The map; null where there is none.</param>
    /// <returns>True where there is one.</returns>
    public bool TryFind(scoped in TKey key, [NotNullWhen(true)] out TMap? map) => TryFind(Raw.Bytes(in key), out map);
}
