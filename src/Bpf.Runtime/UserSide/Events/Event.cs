using System;

namespace Bpf;

/// <summary>What a reader of a ring buffer gets: a record, or the news that some were lost.</summary>
/// <typeparam name="T">The record.</typeparam>
public readonly record struct Event<T> where T : unmanaged
{
    private readonly T value;

    internal Event(T value) => this.value = value;

    internal Event(ulong lost) => Lost = lost;

    /// <summary>Records that found no room since the last such event; 0 where this is a record.</summary>
    public ulong Lost { get; }

    /// <summary>True where this is no record but the news of lost ones.</summary>
    public bool IsLost => Lost != 0;

    /// <summary>The record.</summary>
    /// <exception cref="InvalidOperationException"><see cref="IsLost"/>.</exception>
    public T Value => IsLost ? throw new InvalidOperationException($"This event tells of {Lost} lost records.") : value;

    /// <summary>The record, where this is one.</summary>
    /// <param name="record">The record.</param>
    /// <returns>False where it is the news of lost ones.</returns>
    public bool TryGetValue(out T record)
    {
        record = value;
        return !IsLost;
    }
}
