using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of an array with one value a CPU (<see cref="PerCpuArray{TValue}"/>).</summary>
/// <typeparam name="TValue">One CPU's value.</typeparam>
public sealed class BpfPerCpuArray<TValue> : IReadOnlyList<PerCpuValues<TValue>> where TValue : unmanaged
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or other sizes.</exception>
    public BpfPerCpuArray(BpfMap map)
    {
        backend = map.Require(sizeof(uint), Unsafe.SizeOf<TValue>(), MapType.PercpuArray);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>The number of elements.</summary>
    public int Count => backend.Shape.MaxEntries;

    /// <summary>A copy of an element's values.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public PerCpuValues<TValue> this[int index]
    {
        get
        {
            uint key = MapElements.KeyOf(backend, index);
            return PerCpuElements.TryRead(backend, Raw.Bytes(in key), out PerCpuValues<TValue> values) ? values : default;
        }
    }

    /// <summary>Replaces an element.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="values">Values by CPU; CPUs beyond them get zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Set(int index, params ReadOnlySpan<TValue> values)
    {
        uint key = MapElements.KeyOf(backend, index);
        int result = PerCpuElements.Write(backend, Raw.Bytes(in key), values, 0);
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }

    /// <summary>Reads the elements in order.</summary>
    public IEnumerator<PerCpuValues<TValue>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
