using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a longest-prefix-match trie (<see cref="LpmTrie{TKey, TValue}"/>). Look-ups find the longest stored prefix; keys convert from <c>IPNetwork</c>.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type or other sizes.</exception>
public sealed class BpfLpmTrie<TKey, TValue>(BpfMap map) : BpfKeyedMap<TKey, TValue>(map, MapType.LpmTrie)
    where TKey : unmanaged where TValue : unmanaged;
