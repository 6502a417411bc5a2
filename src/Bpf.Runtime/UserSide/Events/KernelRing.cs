using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A ring buffer of the kernel, mapped into memory.</summary>
/// <remarks>
/// Layout (Documentation/bpf/ringbuf.rst; <c>BPF_RINGBUF_HDR_SZ</c>, <c>BPF_RINGBUF_*_BIT</c>: include/uapi/linux/bpf.h): a page with the
/// consumer's position, a page with the producer's, then the data, mapped twice in a row so that no record wraps.
/// <code>
///  31   30        29        0 31          0
/// +----+---------+-----------+-------------+----------------------+
/// |busy| discard |  length   | page offset | payload, rounded to 8 |
/// +----+---------+-----------+-------------+----------------------+
/// </code>
/// </remarks>
internal sealed unsafe class KernelRing : DescriptorRing
{
    private const int HeaderSize = 8;
    private const uint Busy = 1u << 31;
    private const uint Discard = 1u << 30;
    private readonly MemoryMapping consumer;
    private readonly MemoryMapping producer;
    private readonly ulong mask;

    private KernelRing(FileDescriptor fd, MemoryMapping consumer, MemoryMapping producer, ulong size) : base(fd)
    {
        this.consumer = consumer;
        this.producer = producer;
        mask = size - 1;
    }

    /// <summary>Maps a ring buffer.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static KernelRing Open(FileDescriptor fd, MapShape shape)
    {
        int page = Environment.SystemPageSize;
        MemoryMapping consumer = MemoryMapping.Create(fd, (nuint)page, writable: true, 0, out int errno);
        if (errno != 0)
            throw new BpfException($"Mapping ring buffer '{shape.Name}'", errno);
        nuint length = (nuint)page + (2 * (nuint)(uint)shape.MaxEntries);
        MemoryMapping producer = MemoryMapping.Create(fd, length, writable: false, page, out errno);
        if (errno == 0)
            return new KernelRing(fd, consumer, producer, (uint)shape.MaxEntries);
        consumer.Dispose();
        throw new BpfException($"Mapping ring buffer '{shape.Name}'", errno);
    }

    protected override bool TryEnter()
    {
        bool entered = false;
        try
        {
            consumer.DangerousAddRef(ref entered);
            bool both = false;
            producer.DangerousAddRef(ref both);
            return true;
        }
        catch (ObjectDisposedException)
        {
            if (entered)
                consumer.DangerousRelease();
            return false;
        }
    }

    protected override void Exit()
    {
        producer.DangerousRelease();
        consumer.DangerousRelease();
    }

    protected override int Show<T>(string map, RingBufferHandler<T> handler, int most) =>
        TakesAnyLength ? RecordLoop.Run(new AnyLength<Source>(new Source(this), this), this, map, handler, most) : RecordLoop.Run(new Source(this), this, map, handler, most);

    protected override void Skip()
    {
        Source source = new(this);
        if (source.TryNext(out _, out _))
            source.Release();
    }

    protected override void Close()
    {
        base.Close();
        consumer.Dispose();
        producer.Dispose();
    }

    /// <summary>The records from the consumer's position on. The producer's is looked at only where all that were known are read.</summary>
    private struct Source : IRecordSource
    {
        private readonly ulong* consumer;
        private readonly ulong* producer;
        private readonly byte* data;
        private readonly ulong mask;
        private ulong position;
        private ulong end;

        public Source(KernelRing ring)
        {
            consumer = (ulong*)ring.consumer.Address;
            producer = (ulong*)ring.producer.Address;
            data = ring.producer.Address + Environment.SystemPageSize;
            mask = ring.mask;
            position = *consumer;
            end = position;
        }

        public static int MostPadding => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryNext(out byte* record, out int length)
        {
            while (position != end || (end = Look(consumer, producer, position)) != position)
            {
                byte* header = data + (position & mask);
                uint word = Volatile.Read(ref *(uint*)header);
                if ((word & Busy) != 0)
                    break;
                position += ((word & ~Discard) + HeaderSize + 7) & ~7u;
                if ((word & Discard) != 0)
                    continue;
                record = header + HeaderSize;
                length = (int)word;
                return true;
            }

            record = null;
            length = 0;
            return false;
        }

        public readonly void Release() => Volatile.Write(ref *consumer, position);

        /// <summary>The producer's position, looked at until it is certain.</summary>
        private static ulong Look(ulong* consumer, ulong* producer, ulong position)
        {
            ulong end = Volatile.Read(ref *producer);
            if (end != position)
                return end;
            // The kernel wakes a reader only where it has read everything: our position must be visible before "nothing there" is believed.
            Volatile.Write(ref *consumer, position);
            Interlocked.MemoryBarrier();
            return Volatile.Read(ref *producer);
        }
    }
}
