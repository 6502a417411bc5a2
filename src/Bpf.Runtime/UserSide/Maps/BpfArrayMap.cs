using System;
using System.Buffers;
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
    private readonly Lazy<GlobalMemory?> memory;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or other sizes.</exception>
    public BpfArrayMap(BpfMap map)
    {
        backend = map.Require(sizeof(uint), Unsafe.SizeOf<TValue>(), MapType.Array);
        memory = new Lazy<GlobalMemory?>(() => map.Memory);
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
            if (memory.Value is { } shared)
            {
                shared.Read(index * GlobalMemory.Stride(backend.Shape), Raw.WritableBytes(ref value));
                return value;
            }

            int result = backend.Lookup(Raw.Bytes(in key), Raw.WritableBytes(ref value));
            return result == 0 ? value : throw MapFailure.Describe(backend, "Reading", result);
        }

        set
        {
            uint key = MapElements.KeyOf(backend, index);
            if (memory.Value is { } shared)
            {
                shared.Write(index * GlobalMemory.Stride(backend.Shape), Raw.Bytes(in value));
                return;
            }

            int result = backend.Update(Raw.Bytes(in key), Raw.Bytes(in value), 0);
            if (result != 0)
                throw MapFailure.Describe(backend, "Writing to", result);
        }
    }

    /// <summary>True where elements are read and written without system calls (<c>mapped: true</c>); always false in a simulated world.</summary>
    public bool IsMapped => memory.Value is not null;

    /// <summary>Works on all elements in place, while programs do.</summary>
    /// <typeparam name="TState">What the action is given.</typeparam>
    /// <param name="state">It.</param>
    /// <param name="action">Takes the elements; they are not to be used after it returns.</param>
    /// <exception cref="InvalidOperationException">The array is not mapped (<c>mapped: true</c>), or its elements are not a multiple of 8 bytes long.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    public void InPlace<TState>(TState state, SpanAction<TValue, TState> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (GlobalMemory.Stride(backend.Shape) != Unsafe.SizeOf<TValue>())
            throw new InvalidOperationException($"The kernel keeps elements of map '{Map.Name}' at multiples of 8 bytes, and {typeof(TValue).Name} has {Unsafe.SizeOf<TValue>()}.");
        GlobalMemory shared = memory.Value ?? throw new InvalidOperationException(
            $"The memory of map '{Map.Name}' is not shared: declare it with 'mapped: true', and load it into a kernel.");
        shared.Use(state, action);
    }

    /// <summary>Reads the elements in order.</summary>
    public IEnumerator<TValue> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
