using System;
using System.Threading;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The writing end of a ring buffer that programs read.</summary>
/// <remarks>
/// Protocol: Documentation/bpf/ringbuf.rst, kernel/bpf/ringbuf.c. The consumer's position is a page of its own that user space only reads; the producer's
/// position is a page, followed by the data, mapped twice in a row. A record has a header of 8 bytes, its length first, with a bit while it is written.
/// </remarks>
internal sealed unsafe class UserRing : IDisposable
{
    private const int Header = 8;
    private const uint Busy = 1u << 31;
    private readonly Lock gate = new();
    private readonly MemoryMapping consumer;
    private readonly MemoryMapping producer;
    private readonly int size;
    private readonly int page = Environment.SystemPageSize;

    private UserRing(MemoryMapping consumer, MemoryMapping producer, int size)
    {
        this.consumer = consumer;
        this.producer = producer;
        this.size = size;
    }

    /// <summary>Maps a buffer.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static UserRing Open(FileDescriptor fd, MapShape shape)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        MemoryMapping consumer = MemoryMapping.Create(fd, page, writable: false, 0, out int errno);
        if (errno == 0)
        {
            MemoryMapping producer = MemoryMapping.Create(fd, page + (2 * (nuint)shape.MaxEntries), writable: true, (nint)page, out errno);
            if (errno == 0)
                return new UserRing(consumer, producer, shape.MaxEntries);
            producer.Dispose();
        }

        consumer.Dispose();
        throw new BpfException($"Sharing the memory of map '{shape.Name}'", errno);
    }

    /// <summary>Bytes that a record occupies.</summary>
    public static int SpaceOf(int length) => (length + Header + 7) & ~7;

    /// <summary>Bytes not yet taken out.</summary>
    public long PendingBytes
    {
        get
        {
            using Lease lease = new(this);
            return (long)(Volatile.Read(ref *(ulong*)producer.Address) - Volatile.Read(ref *(ulong*)consumer.Address));
        }
    }

    /// <summary>Copies a record in; false where there is no room.</summary>
    public bool TrySubmit(ReadOnlySpan<byte> record)
    {
        int space = SpaceOf(record.Length);
        if (space > size)
            throw new ArgumentException($"A record of {record.Length} bytes doesn't fit a buffer of {size}.", nameof(record));
        lock (gate)
        {
            using Lease lease = new(this);
            ref ulong position = ref *(ulong*)producer.Address;
            ulong end = position;
            if ((ulong)size - (end - Volatile.Read(ref *(ulong*)consumer.Address)) < (ulong)space)
                return false;
            byte* header = producer.Address + page + (end & (uint)(size - 1));
            *(ulong*)header = Busy | (uint)record.Length;
            record.CopyTo(new Span<byte>(header + Header, record.Length));
            Volatile.Write(ref position, end + (uint)space);
            Volatile.Write(ref *(uint*)header, (uint)record.Length); // now whole: programs take it
            return true;
        }
    }

    public void Dispose()
    {
        consumer.Dispose();
        producer.Dispose();
    }

    /// <summary>Keeps the memory mapped while it is used.</summary>
    private readonly ref struct Lease
    {
        private readonly UserRing ring;

        public Lease(UserRing ring)
        {
            bool added = false;
            ring.consumer.DangerousAddRef(ref added);
            try
            {
                ring.producer.DangerousAddRef(ref added);
            }
            catch
            {
                ring.consumer.DangerousRelease();
                throw;
            }

            this.ring = ring;
        }

        public void Dispose()
        {
            ring.producer.DangerousRelease();
            ring.consumer.DangerousRelease();
        }
    }
}
