using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a map with keys: a dictionary in the kernel.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public abstract class BpfKeyedMap<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : unmanaged where TValue : unmanaged
{
    private const ulong Any = 0, NoExist = 1, Exist = 2;
    private readonly MapBackend backend;

    private protected BpfKeyedMap(BpfMap map, params ReadOnlySpan<MapType> types)
    {
        backend = map.Require(Unsafe.SizeOf<TKey>(), Unsafe.SizeOf<TValue>(), types);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>An element's value. Setting adds or replaces it.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">Getting: there is none.</exception>
    /// <exception cref="BpfException">The kernel refused, for example because the map is full.</exception>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out TValue value) ? value : throw new KeyNotFoundException($"Map '{Map.Name}' has no key {key}.");
        set
        {
            int result = backend.Update(Raw.Bytes(in key), Raw.Bytes(in value), Any);
            if (result != 0)
                throw MapFailure.Describe(backend, "Writing to", result);
        }
    }

    /// <summary>Finds an element.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">A copy of the value.</param>
    /// <returns>False where there is none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(TKey key, out TValue value)
    {
        value = default;
        int result = backend.Lookup(Raw.Bytes(in key), Raw.WritableBytes(ref value));
        return result switch
        {
            0 => true,
            -Errno.ENOENT => false,
            _ => throw MapFailure.Describe(backend, "Reading", result),
        };
    }

    /// <summary>True where there is an element with the key.</summary>
    /// <param name="key">The key.</param>
    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    /// <summary>Adds an element.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where the key is there already.</returns>
    /// <exception cref="BpfException">The kernel refused, for example because the map is full.</exception>
    public bool TryAdd(TKey key, TValue value) => Update(key, value, NoExist, -Errno.EEXIST);

    /// <summary>Replaces an element.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where the key is not there.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryUpdate(TKey key, TValue value) => Update(key, value, Exist, -Errno.ENOENT);

    /// <summary>The number of elements, by counting them.</summary>
    public int Count() => MapElements.Count(backend);

    /// <summary>Reads all elements. The map may change meanwhile: elements that are there throughout come exactly once.</summary>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Removes an element.</summary>
    /// <param name="key">The key.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapElements.Remove(backend, Raw.Bytes(in key));

    /// <summary>Adds or replaces many elements by one system call where the map can (Linux 5.6).</summary>
    /// <param name="keys">Their keys.</param>
    /// <param name="values">Their values, as many.</param>
    /// <exception cref="ArgumentException">There are more keys than values, or fewer.</exception>
    /// <exception cref="BpfException">The kernel refused an element, for example because the map is full; those before it are there.</exception>
    public void SetRange(ReadOnlySpan<TKey> keys, ReadOnlySpan<TValue> values)
    {
        if (keys.Length != values.Length)
            throw new ArgumentException($"There are {keys.Length} keys and {values.Length} values.", nameof(values));
        int count = keys.Length;
        int result = count == 0 ? 0 : backend.UpdateBatch(MemoryMarshal.AsBytes(keys), MemoryMarshal.AsBytes(values), ref count);
        if (result != 0)
            throw MapFailure.Describe(backend, $"After {count} elements, writing to", result);
    }

    /// <summary>Reads all elements into the caller's memory, by one system call where the map can (Linux 5.6), without allocating.</summary>
    /// <param name="keys">Filled with keys. As long as the map is large, everything fits.</param>
    /// <param name="values">Filled with their values; as long as <paramref name="keys"/>.</param>
    /// <returns>How many there are. The map may change meanwhile: elements that are there throughout come exactly once.</returns>
    /// <exception cref="ArgumentException">The spans are of different lengths, or too short for the elements.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public int CopyTo(Span<TKey> keys, Span<TValue> values)
    {
        if (keys.Length != values.Length)
            throw new ArgumentException($"There is room for {keys.Length} keys and {values.Length} values.", nameof(values));
        return MapCopy.Run(backend, MemoryMarshal.AsBytes(keys), MemoryMarshal.AsBytes(values));
    }

    /// <summary>Removes many elements by one system call where the map can (Linux 5.6).</summary>
    /// <param name="keys">Their keys; those that are not there are passed over.</param>
    /// <returns>How many were there.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public int RemoveRange(ReadOnlySpan<TKey> keys)
    {
        int removed = 0;
        while (!keys.IsEmpty)
        {
            int count = keys.Length;
            int result = backend.DeleteBatch(MemoryMarshal.AsBytes(keys), ref count);
            removed += count;
            if (result == 0)
                break;
            if (result != -Errno.ENOENT)
                throw MapFailure.Describe(backend, "Removing from", result);
            keys = keys[int.Min(count + 1, keys.Length)..]; // the one behind those removed is not there
        }

        return removed;
    }

    /// <summary>Takes an element out: reads and removes it in one step where the map can (Linux 5.14), else in two.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">A copy of the value.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryTake(TKey key, out TValue value)
    {
        value = default;
        int result = backend.Take(Raw.Bytes(in key), Raw.WritableBytes(ref value));
        return result switch
        {
            0 => true,
            -Errno.ENOENT => false,
            -Errno.EOPNOTSUPP or -Errno.ENOTSUPP or -Errno.EINVAL => TryGetValue(key, out value) && Remove(key),
            _ => throw MapFailure.Describe(backend, "Taking from", result),
        };
    }

    /// <summary>Removes all elements that are there now.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Clear()
    {
        foreach ((TKey key, _) in Snapshot())
            Remove(key);
    }

    private bool Update(TKey key, TValue value, ulong flags, int negative)
    {
        int result = backend.Update(Raw.Bytes(in key), Raw.Bytes(in value), flags);
        if (result != 0 && result != negative)
            throw MapFailure.Describe(backend, "Writing to", result);
        return result == 0;
    }

    private List<KeyValuePair<TKey, TValue>> Snapshot()
    {
        List<KeyValuePair<TKey, TValue>> elements = [];
        MapWalk.Run(backend, (key, value) =>
            elements.Add(new(MemoryMarshal.Read<TKey>(key), MemoryMarshal.Read<TValue>(value))));
        return elements;
    }
}
