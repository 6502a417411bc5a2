using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>One element of a per-CPU map: a value for each CPU the machine could have.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly struct PerCpuValues<T> : IReadOnlyList<T> where T : unmanaged
{
    private readonly T[] values;

    internal PerCpuValues(ReadOnlySpan<byte> element, int stride)
    {
        values = new T[element.Length / stride];
        for (int cpu = 0; cpu < values.Length; cpu++)
            values[cpu] = MemoryMarshal.Read<T>(element[(cpu * stride)..]);
    }

    /// <summary>The number of CPUs.</summary>
    public int Count => values?.Length ?? 0;

    /// <summary>A CPU's value.</summary>
    /// <param name="cpu">From 0.</param>
    public T this[int cpu] => values[cpu];

    /// <summary>Makes one value of all.</summary>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="seed">What to start with.</param>
    /// <param name="combine">Adds one CPU's value.</param>
    public TResult Reduce<TResult>(TResult seed, Func<TResult, T, TResult> combine)
    {
        foreach (T value in values ?? [])
            seed = combine(seed, value);
        return seed;
    }

    /// <summary>The values by CPU number, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => values;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(values ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
