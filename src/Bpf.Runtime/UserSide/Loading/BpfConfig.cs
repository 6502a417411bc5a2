using System;
using System.Collections.Immutable;
using System.Numerics;

namespace Bpf;

/// <summary>Values for an object's constants (<c>.rodata</c>) and initial values for its other globals, by name.</summary>
public sealed class BpfConfig
{
    /// <summary>What was set, by name.</summary>
    internal ImmutableDictionary<string, ImmutableArray<byte>> Values { get; private set; } =
        ImmutableDictionary.Create<string, ImmutableArray<byte>>(StringComparer.Ordinal);

    /// <summary>Sets a global before loading.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public BpfConfig Set<T>(string name, T value) where T : unmanaged
    {
        Values = Values.SetItem(name, [.. Raw.Bytes(in value)]);
        return this;
    }

    /// <summary>Sets a global of a declared range before loading: the build's verification holds for that range only.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="min">The least value allowed.</param>
    /// <param name="max">The greatest value allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of the range.</exception>
    public BpfConfig Set<T>(string name, T value, T min, T max) where T : unmanaged, INumber<T>
    {
        if (value < min || value > max)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is declared to be from {min} to {max}.");
        return Set(name, value);
    }
}
