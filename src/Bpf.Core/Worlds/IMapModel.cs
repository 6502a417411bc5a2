using System;
using Bpf.Core.Link;

namespace Bpf.Core.Worlds;

/// <summary>
/// The one model of a map: programs in the VM, probes on the CLR and user-space views all see it. Results are those of the
/// kernel's helpers (0 or a negative errno).
/// </summary>
/// <remarks>
/// Spans point into pinned arrays: memory never moves. As in the kernel, replacing a value may put the new one elsewhere (hash, LPM trie), and a
/// span from before goes on seeing the old one.
/// </remarks>
public interface IMapModel
{
    /// <summary>What the map was made from.</summary>
    MapSpec Spec { get; }

    /// <summary>Finds an element's value, on the given CPU for per-CPU types.</summary>
    /// <param name="key">The key, as long as the spec says.</param>
    /// <param name="cpu">The CPU, from 0.</param>
    /// <returns>The value itself, not a copy; empty where there is none.</returns>
    Span<byte> Lookup(ReadOnlySpan<byte> key, int cpu);

    /// <summary>Adds or replaces an element.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="flags">0 (<c>BPF_ANY</c>), 1 (<c>BPF_NOEXIST</c>) or 2 (<c>BPF_EXIST</c>).</param>
    /// <param name="cpu">The CPU, from 0.</param>
    int Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu);

    /// <summary>Removes an element.</summary>
    /// <param name="key">The key.</param>
    int Delete(ReadOnlySpan<byte> key);

    /// <summary>The key after <paramref name="key"/> in the map's own order.</summary>
    /// <param name="key">A key, or empty for the start; one no longer there starts over.</param>
    /// <param name="next">Filled with the next key.</param>
    /// <returns>False at the end.</returns>
    bool GetNextKey(ReadOnlySpan<byte> key, Span<byte> next);

    /// <summary>Reserves a record of a ring buffer.</summary>
    /// <param name="size">Bytes of payload.</param>
    /// <returns>The record, filled with 0xCC; empty where there is no room.</returns>
    Span<byte> Reserve(int size);

    /// <summary>Makes a reserved record visible, or drops it.</summary>
    /// <param name="record">What <see cref="Reserve"/> gave.</param>
    /// <param name="discard">True to drop it.</param>
    void Commit(Span<byte> record, bool discard);

    /// <summary>Puts a value into a queue, stack or filter, or a record into a perf event array.</summary>
    /// <param name="value">The value.</param>
    /// <param name="flags">0 (<c>BPF_ANY</c>), or 2 (<c>BPF_EXIST</c>): a full queue or stack drops its oldest.</param>
    int Push(ReadOnlySpan<byte> value, ulong flags);

    /// <summary>Takes the next value out of a queue or stack.</summary>
    /// <param name="value">Filled; zeroed where there is none.</param>
    int Pop(Span<byte> value);

    /// <summary>Reads the next value of a queue or stack; of a filter, asks for the value given.</summary>
    /// <param name="value">Filled, zeroed where there is none; for filters the value.</param>
    int Peek(Span<byte> value);

    /// <summary>Takes the oldest committed record out of a ring buffer or perf event array.</summary>
    /// <returns>Its payload, or null where none is there.</returns>
    byte[]? Consume();
}
