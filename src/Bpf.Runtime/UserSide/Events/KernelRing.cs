using System;
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
    private uint current;

    private KernelRing(FileDescriptor fd, MemoryMapping consumer, MemoryMapping producer, ulong size) : base(fd)
    {
        this.consumer = consumer;
        this.producer = producer;
        mask = size - 1;
    }

    private ref ulong ConsumerPosition => ref *(ulong*)consumer.Address;

    private ref ulong ProducerPosition => ref *(ulong*)producer.Address;

    private byte* Data => producer.Address + Environment.SystemPageSize;

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

    protected override bool TryPeek(out ReadOnlySpan<byte> record)
    {
        for (; ; Advance())
        {
            // The kernel wakes a reader only where it has read everything: our position must be visible before "nothing there" is believed.
            ulong position = ConsumerPosition;
            if (position == Volatile.Read(ref ProducerPosition))
            {
                Interlocked.MemoryBarrier();
                if (position == Volatile.Read(ref ProducerPosition))
                    break;
            }

            byte* header = Data + (position & mask);
            uint length = Volatile.Read(ref *(uint*)header);
            if ((length & Busy) != 0)
                break;
            current = length & ~(Busy | Discard);
            if ((length & Discard) != 0)
                continue;
            record = new ReadOnlySpan<byte>(header + HeaderSize, (int)current);
            return true;
        }

        record = default;
        return false;
    }

    protected override void Advance() =>
        Volatile.Write(ref ConsumerPosition, ConsumerPosition + ((current + HeaderSize + 7ul) & ~7ul));

    protected override void Close()
    {
        base.Close();
        consumer.Dispose();
        producer.Dispose();
    }
}
