using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a ring buffer (<see cref="RingBuffer{T}"/>): its one reader.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class BpfRingBuffer<T> where T : unmanaged
{
    // Losses are looked up so often, in records, while there is no end of them.
    private const int LossInterval = 256;
    private readonly BpfGlobal<ulong>? lostByPrograms;
    private ulong lostReported;

    /// <summary>Makes the view.</summary>
    /// <param name="target">The object; its global <c>name.lost</c>, where it has one, counts losses.</param>
    /// <param name="name">The map's name.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfRingBuffer(BpfObject target, string name) : this(target.Map(name)) =>
        lostByPrograms = target.TryGetGlobal(name + ".lost", out BpfGlobal<ulong>? lost) ? lost : null;

    /// <summary>Makes the view of a ring buffer whose losses nobody counts, for example a pinned one.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfRingBuffer(BpfMap map)
    {
        map.Require(0, 0, MapType.Ringbuf);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Records that found no room, since the programs were loaded.</summary>
    public ulong Lost => (lostByPrograms?.Value ?? 0) + Map.Backend.LostInWorld;

    /// <summary>Reads records as they come; a wait ends with disposal of the object, and so does the enumeration.</summary>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Records and, between them, the news of lost ones.</returns>
    /// <exception cref="BpfException">A record has another size than <typeparamref name="T"/>.</exception>
    public async IAsyncEnumerable<Event<T>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RingReader reader = Map.Ring;
        while (!reader.IsClosed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = 0;
            while (count < LossInterval && reader.TryTake(Map.Name, out T record))
            {
                count++;
                yield return new Event<T>(record);
            }

            if (TryTakeLoss(reader, out ulong lost))
                yield return new Event<T>(lost);
            if (count == 0)
                await reader.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Shows all records that are there to a handler, without copying or allocating.</summary>
    /// <param name="handler">Called for each record, in order.</param>
    /// <returns>The number of records.</returns>
    /// <exception cref="BpfException">A record has another size than <typeparamref name="T"/>.</exception>
    public int Consume(RingBufferHandler<T> handler) => Map.Ring.Consume(Map.Name, handler, int.MaxValue);

    /// <summary>Waits for records on this thread and shows all that are there to a handler.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="handler">Called for each record, in order.</param>
    /// <returns>The number of records; 0 where none came in time.</returns>
    /// <exception cref="BpfException">A record has another size than <typeparamref name="T"/>.</exception>
    public int Poll(TimeSpan timeout, RingBufferHandler<T> handler)
    {
        int count = Consume(handler);
        if (count != 0)
            return count;
        Map.Ring.Wait((int)double.Min(timeout.TotalMilliseconds, int.MaxValue));
        return Consume(handler);
    }

    private bool TryTakeLoss(RingReader reader, out ulong lost)
    {
        lost = 0;
        if (reader.IsClosed)
            return false;
        ulong total;
        try
        {
            total = Lost;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        lost = total - lostReported;
        lostReported = total;
        return lost != 0;
    }
}
