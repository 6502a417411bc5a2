using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A hash table: <c>BPF_MAP_TYPE_HASH</c>.</summary>
/// <typeparam name="TKey">The key; every byte of it counts, padding too.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="maxEntries">Most entries, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class HashMap<TKey, TValue>(int maxEntries, [CallerMemberName] string name = "")
    : KeyedMap<TKey, TValue>(MapType.Hash, maxEntries, name) where TKey : unmanaged where TValue : unmanaged;
