using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>An arena's memory while it is borrowed (<see cref="BpfArena.Open"/>): <c>using ArenaMemory memory = arena.Open();</c></summary>
/// <remarks>
/// Programs change the memory at the same time; what one number is not enough for has to be ordered by both sides (<see cref="System.Threading.Volatile"/>).
/// Looking at a page that is not allocated allocates it, filled with zeros; where the arena forbids that (<c>BPF_F_SEGV_ON_FAULT</c>) it is an exception.
/// A program that frees pages of such an arena while they are looked at ends the process, as the flag says.
/// </remarks>
public unsafe ref struct ArenaMemory : IDisposable
{
    private ArenaMapping? arena;

    internal ArenaMemory(ArenaMapping arena)
    {
        bool added = false;
        arena.Memory.DangerousAddRef(ref added);
        this.arena = arena;
    }

    /// <summary>What a pointer points to, in place.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="pointer">The pointer.</param>
    /// <exception cref="ArgumentOutOfRangeException">It points, wholly or in part, to something outside of the arena, or is null.</exception>
    /// <exception cref="BpfException">Its page is not allocated, and may not be by looking at it.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    [UnscopedRef]
    public readonly ref T At<T>(ArenaPtr<T> pointer) where T : unmanaged => ref *(T*)Find(pointer.Address, sizeof(T));

    /// <summary>Elements one after another, in place.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="pointer">The first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">Some of them are outside of the arena, or the pointer is null.</exception>
    /// <exception cref="BpfException">A page is not allocated, and may not be by looking at it.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    [UnscopedRef]
    public readonly Span<T> Span<T>(ArenaPtr<T> pointer, int count) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new Span<T>(Find(pointer.Address, (long)count * sizeof(T)), count);
    }

    /// <summary>A pointer to what stands in the arena, for programs.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="offset">In bytes from the start of the arena.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not fit there.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public readonly ArenaPtr<T> PointerTo<T>(long offset) where T : unmanaged
    {
        ArenaMapping open = Required();
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, open.Length - sizeof(T));
        return new ArenaPtr<T>((ulong)(open.Memory.Address + offset));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        arena?.Memory.DangerousRelease();
        arena = null;
    }

    private readonly void* Find(ulong address, long length)
    {
        ArenaMapping open = Required();
        ulong offset = address - (ulong)open.Memory.Address;
        if (offset > (ulong)open.Length || length > open.Length - (long)offset)
            Outside(address, length, open);
        byte* place = open.Memory.Address + offset;
        open.Check(place, length);
        return place;
    }

    private readonly ArenaMapping Required()
    {
        ObjectDisposedException.ThrowIf(arena is null, typeof(ArenaMemory));
        return arena;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Outside(ulong address, long length, ArenaMapping open)
    {
        ulong start = (ulong)open.Memory.Address;
        throw new ArgumentOutOfRangeException("pointer", $"{length} bytes at 0x{address:x} are not all in the arena, which is from 0x{start:x} to 0x{start + (ulong)open.Length:x}.");
    }
}
