using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bpf;

/// <summary>The reading end of a ring buffer. One thread at a time reads; any may dispose it, even a handler.</summary>
internal abstract class RingReader : IDisposable
{
    private readonly Lock gate = new();
    private bool reading;
    private volatile bool closed;

    /// <summary>True once it is disposed: there is nothing more to come.</summary>
    public bool IsClosed => closed;

    /// <summary>True where records are shown whatever their length: by their first byte and <see cref="Length"/>.</summary>
    public bool TakesAnyLength { get; set; }

    /// <summary>Bytes of the record that is shown, where any length is taken.</summary>
    public int Length { get; set; }

    /// <summary>Records that found no room, as far as the reader knows.</summary>
    public virtual ulong Lost => 0;

    /// <summary>Shows up to <paramref name="most"/> records to a handler. A record counts as taken when the handler was called, even if it throws.</summary>
    /// <returns>The number of records shown.</returns>
    /// <exception cref="InvalidOperationException">Called by a handler.</exception>
    /// <exception cref="BpfException">A record has another size than <typeparamref name="T"/>.</exception>
    public int Consume<T>(string map, RingBufferHandler<T> handler, int most) where T : unmanaged
    {
        lock (gate)
        {
            if (reading)
                throw new InvalidOperationException("A handler of ring buffer records cannot read the same ring buffer.");
            if (closed || !TryEnter())
                return 0;
            reading = true;
            try
            {
                return Show(map, handler, most);
            }
            catch
            {
                Skip();
                throw;
            }
            finally
            {
                reading = false;
                Exit();
            }
        }
    }

    /// <summary>Waits on this thread.</summary>
    /// <param name="milliseconds">At most so long; -1 for ever.</param>
    public abstract void Wait(int milliseconds);

    /// <summary>Waits until there may be records, or until the reader is disposed.</summary>
    public abstract Task WaitAsync(CancellationToken cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, true))
            return;
        Close();
    }

    /// <summary>Keeps the memory; false where it is gone.</summary>
    protected abstract bool TryEnter();

    /// <summary>Lets go of the memory.</summary>
    protected abstract void Exit();

    /// <summary>Shows records, by <see cref="RecordLoop"/>.</summary>
    protected abstract int Show<T>(string map, RingBufferHandler<T> handler, int most) where T : unmanaged;

    /// <summary>Passes over the oldest record: the one that <see cref="Show"/> failed at.</summary>
    protected abstract void Skip();

    /// <summary>Wakes those who wait and lets go.</summary>
    protected abstract void Close();
}
