using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of an array (<see cref="ArrayMap{TValue}"/>).</summary>
/// <typeparam name="TValue">The element.</typeparam>
public sealed class BpfArrayMap<TValue> : IReadOnlyList<TValue> where TValue : unmanaged
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or other sizes.</exception>
    public BpfArrayMap(BpfMap map)
    {
        backend = map.Require(sizeof(uint), Unsafe.SizeOf<TValue>(), MapType.Array);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>The number of elements.</summary>
    public int Count => backend.Shape.MaxEntries;

    /// <summary>An element: reads copy it, writes replace it.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public TValue this[int index]
    {
        get
        {
            TValue value = default;
            uint key = MapElements.KeyOf(backend, index);
            int result = backend.Lookup(Raw.Bytes(in key), Raw.WritableBytes(ref value));
            return result == 0 ? value : throw MapFailure.Describe(backend, "Reading", result);
        }

        set
        {
            uint key = MapElements.KeyOf(backend, index);
            int result = backend.Update(Raw.Bytes(in key), Raw.Bytes(in value), 0);
            if (result != 0)
                throw MapFailure.Describe(backend, "Writing to", result);
        }
    }

    /// <summary>Reads the elements in order.</summary>
    public IEnumerator<TValue> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
