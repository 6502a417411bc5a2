using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a hash table with one value a CPU (<see cref="PerCpuHashMap{TKey, TValue}"/>).</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">One CPU's value.</typeparam>
public sealed class BpfPerCpuHashMap<TKey, TValue> : IEnumerable<KeyValuePair<TKey, PerCpuValues<TValue>>>
    where TKey : unmanaged where TValue : unmanaged
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or other sizes.</exception>
    public BpfPerCpuHashMap(BpfMap map)
    {
        backend = map.Require(Unsafe.SizeOf<TKey>(), Unsafe.SizeOf<TValue>(), MapType.PercpuHash, MapType.LruPercpuHash);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>An element's values.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public PerCpuValues<TValue> this[TKey key] =>
        TryGetValue(key, out PerCpuValues<TValue> values) ? values : throw new KeyNotFoundException($"Map '{Map.Name}' has no key {key}.");

    /// <summary>Finds an element.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">A copy of its values.</param>
    /// <returns>False where there is none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(TKey key, out PerCpuValues<TValue> values) =>
        PerCpuElements.TryRead(backend, Raw.Bytes(in key), out values);

    /// <summary>Adds or replaces an element.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">Values by CPU; CPUs beyond them get zero.</param>
    /// <exception cref="BpfException">The kernel refused, for example because the map is full.</exception>
    public void Set(TKey key, params ReadOnlySpan<TValue> values)
    {
        int result = PerCpuElements.Write(backend, Raw.Bytes(in key), values, 0);
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }

    /// <summary>The number of elements, by counting them.</summary>
    public int Count() => MapElements.Count(backend);

    /// <summary>Reads all elements. The map may change meanwhile: elements that are there throughout come exactly once.</summary>
    public IEnumerator<KeyValuePair<TKey, PerCpuValues<TValue>>> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Removes an element.</summary>
    /// <param name="key">The key.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapElements.Remove(backend, Raw.Bytes(in key));

    /// <summary>Removes all elements that are there now.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Clear()
    {
        foreach ((TKey key, _) in Snapshot())
            Remove(key);
    }

    private List<KeyValuePair<TKey, PerCpuValues<TValue>>> Snapshot()
    {
        List<KeyValuePair<TKey, PerCpuValues<TValue>>> elements = [];
        MapWalk.Run(backend, (key, element) =>
            elements.Add(new(MemoryMarshal.Read<TKey>(key), new PerCpuValues<TValue>(element, backend.Stride))));
        return elements;
    }
}
