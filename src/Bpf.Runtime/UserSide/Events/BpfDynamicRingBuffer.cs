using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a ring buffer with records of any length (<see cref="DynamicRingBuffer"/>): its one reader.</summary>
public sealed class BpfDynamicRingBuffer
{
    private readonly BpfGlobal<ulong>? lostByPrograms;

    /// <summary>Makes the view.</summary>
    /// <param name="target">The object; its global <c>name.lost</c>, where it has one, counts losses.</param>
    /// <param name="name">The map's name.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfDynamicRingBuffer(BpfObject target, string name) : this(target.Map(name)) =>
        lostByPrograms = target.TryGetGlobal(name + ".lost", out BpfGlobal<ulong>? lost) ? lost : null;

    /// <summary>Makes the view of a ring buffer whose losses nobody counts, for example a pinned one.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfDynamicRingBuffer(BpfMap map)
    {
        map.Require(0, 0, MapType.Ringbuf);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Records that found no room, since the programs were loaded.</summary>
    public ulong Lost => (lostByPrograms?.Value ?? 0) + Map.Backend.LostInWorld;

    /// <summary>Shows all records that are there to a handler, without copying.</summary>
    /// <param name="handler">Called for each record, in order; the bytes are valid during the call only.</param>
    /// <returns>The number of records.</returns>
    public int Consume(Action<ReadOnlySpan<byte>> handler) => Show(handler, int.MaxValue);

    /// <summary>Waits for records on this thread and shows all that are there to a handler.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="handler">Called for each record, in order; the bytes are valid during the call only.</param>
    /// <returns>The number of records; 0 where none came in time.</returns>
    public int Poll(TimeSpan timeout, Action<ReadOnlySpan<byte>> handler)
    {
        int count = Consume(handler);
        if (count != 0) return count;
        Map.Ring.Wait((int)double.Min(timeout.TotalMilliseconds, int.MaxValue));
        return Consume(handler);
    }

    /// <summary>Reads records as they come; a wait ends with disposal of the object, and so does the enumeration.</summary>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Copies of the records.</returns>
    public async IAsyncEnumerable<byte[]> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RingReader reader = Map.Ring;
        byte[] record = [];
        while (!reader.IsClosed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Show(bytes => record = bytes.ToArray(), 1) != 0) yield return record;
            else await reader.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private int Show(Action<ReadOnlySpan<byte>> handler, int most)
    {
        RingReader reader = Map.Ring;
        reader.TakesAnyLength = true;
        return reader.Consume(Map.Name, (ref readonly byte first) => handler(MemoryMarshal.CreateReadOnlySpan(in first, reader.Length)), most);
    }
}
