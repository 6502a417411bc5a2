using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Maps by index: <c>BPF_MAP_TYPE_ARRAY_OF_MAPS</c>. Elements are empty until user space puts a map in.</summary>
/// <typeparam name="TMap">The class of the maps in it: a hash table, a trie or an array.</typeparam>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="inner">What the maps look like: <c>new(maxEntries: 1024)</c>.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class ArrayOfMaps<TMap>(int maxEntries, TMap inner, [CallerMemberName] string name = "")
    : MapOfMaps<TMap>(MapType.ArrayOfMaps, maxEntries, inner, name) where TMap : MapDeclaration
{
    /// <summary>Finds a map: <c>bpf_map_lookup_elem</c>.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="map">The map; null where there is none.</param>
    /// <returns>True where there is one.</returns>
    public bool TryFind(uint index, [NotNullWhen(true)] out TMap? map) => TryFind(Raw.Bytes(in index), out map);
}
