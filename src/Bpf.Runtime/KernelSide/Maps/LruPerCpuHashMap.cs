using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A hash table with a value for each CPU that drops what was not used for longest when it is full: <c>BPF_MAP_TYPE_LRU_PERCPU_HASH</c>.</summary>
/// <typeparam name="TKey">The key; every byte of it counts, padding too.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="maxEntries">Most entries, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class LruPerCpuHashMap<TKey, TValue>(int maxEntries, [CallerMemberName] string name = "")
    : KeyedMap<TKey, TValue>(MapType.LruPercpuHash, maxEntries, name) where TKey : unmanaged where TValue : unmanaged;
