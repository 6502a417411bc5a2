using System;

namespace Bpf;

/// <summary>An address in an arena, 8 bytes: the one that user space has it at. Programs and user space follow the same pointers (<see cref="ArenaMemory"/>).</summary>
/// <typeparam name="T">What is there.</typeparam>
/// <param name="address">The address.</param>
public readonly struct ArenaPtr<T>(ulong address) : IEquatable<ArenaPtr<T>> where T : unmanaged
{
    /// <summary>The address.</summary>
    public ulong Address { get; } = address;

    /// <summary>True for address 0.</summary>
    public bool IsNull => Address == 0;

    /// <summary>
    /// What is there, in place. In a page that is not allocated, and behind null, programs read zeros, and what they write is lost.
    /// </summary>
    public ref T Value => throw BytecodeOnly.Question("an arena's memory");

    /// <summary>An element of an array that starts there, in place. Nothing checks the index: an arena has no bounds inside.</summary>
    /// <param name="index">How many elements on.</param>
    public ref T this[int index] => throw BytecodeOnly.Question("an arena's memory");

    /// <summary>The same address, for another type.</summary>
    /// <typeparam name="TOther">What is there.</typeparam>
    public ArenaPtr<TOther> As<TOther>() where TOther : unmanaged => new(Address);

    /// <summary>The address some elements on.</summary>
    /// <param name="pointer">Where to start.</param>
    /// <param name="count">How many elements on, or back.</param>
    public static unsafe ArenaPtr<T> operator +(ArenaPtr<T> pointer, int count) => new(pointer.Address + (ulong)((long)count * sizeof(T)));

    /// <summary>Compares addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ArenaPtr<T> left, ArenaPtr<T> right) => left.Address == right.Address;

    /// <summary>Compares addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ArenaPtr<T> left, ArenaPtr<T> right) => left.Address != right.Address;

    /// <inheritdoc/>
    public bool Equals(ArenaPtr<T> other) => Address == other.Address;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ArenaPtr<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode();
}
