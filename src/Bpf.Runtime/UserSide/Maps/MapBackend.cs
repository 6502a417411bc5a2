using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>
/// Where a map lives: in the kernel behind a descriptor, or in a simulated world. Views know nothing else. Results are the kernel's:
/// 0 or a negative errno.
/// </summary>
internal abstract class MapBackend : IDisposable
{
    public abstract MapShape Shape { get; }

    /// <summary>Values an element of a per-CPU map has.</summary>
    public abstract int PossibleCpus { get; }

    /// <summary>Bytes from one CPU's value to the next: the kernel rounds values up to 8.</summary>
    public int Stride => Shape.IsPerCpu ? (Shape.ValueSize + 7) & ~7 : Shape.ValueSize;

    /// <summary>Bytes that a look-up fills: all CPUs' values.</summary>
    public int ElementSize => Shape.IsPerCpu ? Stride * PossibleCpus : Shape.ValueSize;

    public abstract int Lookup(ReadOnlySpan<byte> key, Span<byte> element);

    public abstract int Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> element, ulong flags);

    public abstract int Delete(ReadOnlySpan<byte> key);

    /// <summary>Takes an element out in one step; -EOPNOTSUPP where the map can't (hash tables before Linux 5.14).</summary>
    public abstract int Take(ReadOnlySpan<byte> key, Span<byte> element);

    /// <summary>The key after <paramref name="key"/>, or the first for an empty one; -ENOENT at the end.</summary>
    public abstract int GetNextKey(ReadOnlySpan<byte> key, Span<byte> next);

    /// <summary>Reads many elements at once, by the map's own order.</summary>
    /// <param name="cursor">Where to go on; the map's own bytes, changed by the call.</param>
    /// <param name="first">True to start.</param>
    /// <param name="keys">Filled with keys.</param>
    /// <param name="elements">Filled with elements.</param>
    /// <param name="count">Room on entry, elements read on return.</param>
    /// <returns>0, -ENOENT where these were the last, -ENOSPC where more room is needed, or another errno: no batches here.</returns>
    public abstract int LookupBatch(Span<byte> cursor, bool first, Span<byte> keys, Span<byte> elements, ref int count);

    /// <summary>Adds or replaces many elements.</summary>
    /// <param name="keys">Their keys, one after another.</param>
    /// <param name="elements">Their elements, one after another.</param>
    /// <param name="count">How many on entry, how many were written on return.</param>
    /// <returns>0, or the errno of the first that could not be written.</returns>
    public virtual int UpdateBatch(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> elements, ref int count)
    {
        for (int i = 0; i < count; i++)
        {
            int result = Update(keys.Slice(i * Shape.KeySize, Shape.KeySize), elements.Slice(i * ElementSize, ElementSize), 0);
            if (result == 0)
                continue;
            count = i;
            return result;
        }

        return 0;
    }

    /// <summary>Removes many elements.</summary>
    /// <param name="keys">Their keys, one after another.</param>
    /// <param name="count">How many on entry, how many were removed on return.</param>
    /// <returns>0, or the errno of the first that could not be removed.</returns>
    public virtual int DeleteBatch(ReadOnlySpan<byte> keys, ref int count)
    {
        for (int i = 0; i < count; i++)
        {
            int result = Delete(keys.Slice(i * Shape.KeySize, Shape.KeySize));
            if (result == 0)
                continue;
            count = i;
            return result;
        }

        return 0;
    }

    /// <summary>Makes a map where this one lives, that fits into this map of maps.</summary>
    /// <param name="maxEntries">Its size; 0 for that of the declaration.</param>
    /// <exception cref="InvalidOperationException">It is not known what the maps in it look like.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public abstract MapBackend CreateInner(int maxEntries);

    /// <summary>Finds a map that this one holds; null where it is gone.</summary>
    /// <param name="id">What a look-up gave.</param>
    public abstract MapBackend? OpenInner(uint id);

    /// <summary>Puts a map into this map of maps.</summary>
    public abstract int Put(ReadOnlySpan<byte> key, MapBackend inner);

    /// <summary>Opens the reading end of a ring buffer.</summary>
    public abstract RingReader OpenRing();

    /// <summary>Records that programs on the CLR could not write.</summary>
    public virtual ulong LostInWorld => 0;

    /// <summary>The first element's memory where it can be shared, else null.</summary>
    public abstract GlobalMemory? OpenMemory();

    /// <summary>An arena's memory, mapped by the first use.</summary>
    /// <exception cref="NotSupportedException">The map is in a simulated world.</exception>
    public virtual ArenaMapping Arena => throw new NotSupportedException($"Map '{Shape.Name}' is in a simulated world, which has no arenas.");

    /// <summary>The descriptor.</summary>
    /// <exception cref="NotSupportedException">The map is in a simulated world.</exception>
    public abstract FileDescriptor Descriptor { get; }

    public abstract void Dispose();
}
