using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a hash table (<see cref="HashMap{TKey, TValue}"/>, <see cref="LruHashMap{TKey, TValue}"/>).</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type or other sizes.</exception>
public sealed class BpfHashMap<TKey, TValue>(BpfMap map) : BpfKeyedMap<TKey, TValue>(map, MapType.Hash, MapType.LruHash)
    where TKey : unmanaged where TValue : unmanaged;
