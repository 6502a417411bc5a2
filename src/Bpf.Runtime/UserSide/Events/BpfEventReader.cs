using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The one reader of a queue from programs to user space.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class BpfEventReader<T> where T : unmanaged
{
    // Losses are looked up so often, in records, while there is no end of them.
    private const int LossInterval = 256;
    private ulong lostReported;

    private protected BpfEventReader(BpfMap map, int keySize, int valueSize, MapType type)
    {
        map.Require(keySize, valueSize, type);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Records that found no room, as far as it is known.</summary>
    public abstract ulong Lost { get; }

    /// <summary>Reads records as they come; a wait ends with disposal of the object, and so does the enumeration.</summary>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Records and, between them, the news of lost ones.</returns>
    /// <exception cref="BpfException">A record has another size than <typeparamref name="T"/>.</exception>
    public async IAsyncEnumerable<Event<T>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RingReader reader = Map.Ring;
        T record = default;
        RingBufferHandler<T> take = (ref readonly T found) => record = found;
        while (!reader.IsClosed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = 0;
            while (count < LossInterval && reader.Consume(Map.Name, take, 1) != 0)
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
