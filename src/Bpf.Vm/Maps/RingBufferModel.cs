using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bpf.Core.Link;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_RINGBUF</c>: records in the order they were reserved, lost when there is no room.</summary>
/// <remarks>
/// Capacity counts as in the kernel: a record takes its size and 8 bytes of header, rounded up to 8, and a reservation fails that would leave
/// producer and consumer a whole buffer apart. Records are contiguous, since the buffer is mapped twice in a row; here the memory
/// is just twice as long, and what one record has behind the end no other uses. Source: Documentation/bpf/ringbuf.rst.
/// </remarks>
internal sealed unsafe class RingBufferModel : MapModel
{
    /// <summary>Bytes of the header before each record (<c>BPF_RINGBUF_HDR_SZ</c>).</summary>
    public const int HeaderSize = 8;

    private const uint Busy = 1u << 31;
    private const uint Discarded = 1u << 30;
    private const byte FreshRecord = 0xCC;

    private readonly PinnedBuffer _data;
    private readonly int _size;
    private ulong _consumer;
    private ulong _producer;

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    public RingBufferModel(MapSpec spec)
        : base(spec, slots: 0)
    {
        _size = spec.MaxEntries;
        _data = new PinnedBuffer(checked(_size * 2));
    }

    /// <summary>Bytes between the consumer and the producer, headers included (<c>BPF_RB_AVAIL_DATA</c>).</summary>
    public ulong Available
    {
        get { lock (Lock) return _producer - _consumer; }
    }

    /// <summary>Where the consumer is, in bytes since the start (<c>BPF_RB_CONS_POS</c>).</summary>
    public ulong ConsumerPosition
    {
        get { lock (Lock) return _consumer; }
    }

    /// <summary>Where the producer is, in bytes since the start (<c>BPF_RB_PROD_POS</c>).</summary>
    public ulong ProducerPosition
    {
        get { lock (Lock) return _producer; }
    }

    /// <inheritdoc/>
    public override Span<byte> Reserve(int size) => TryReserve(size, out Span<byte> record) ? record : default;

    /// <summary>Reserves a record, which may be of no bytes.</summary>
    /// <param name="size">Bytes of payload.</param>
    /// <param name="record">The record.</param>
    /// <returns>False where there is no room.</returns>
    public bool TryReserve(int size, out Span<byte> record)
    {
        record = default;
        if (size < 0) return false;
        lock (Lock)
        {
            ulong length = ((ulong)size + HeaderSize + 7) & ~7ul;
            if (_producer + length - _consumer >= (ulong)_size) return false;
            int at = (int)(_producer % (ulong)_size);
            WriteHeader(at, (uint)size | Busy);
            _producer += length;
            record = _data.Span.Slice(at + HeaderSize, size);
            record.Fill(FreshRecord);
            return true;
        }
    }

    /// <inheritdoc/>
    public override void Commit(Span<byte> record, bool discard)
    {
        long at = PointerTo(record) - _data.Pointer - HeaderSize;
        lock (Lock)
        {
            if (at < 0 || at >= _size || ReadHeader((int)at) != ((uint)record.Length | Busy))
                throw new InvalidOperationException($"This is no reserved record of ring buffer '{Spec.Name}', or it was released before.");
            WriteHeader((int)at, (uint)record.Length | (discard ? Discarded : 0));
        }
    }

    /// <inheritdoc/>
    public override byte[]? Consume()
    {
        lock (Lock)
        {
            while (_consumer < _producer)
            {
                int at = (int)(_consumer % (ulong)_size);
                uint header = ReadHeader(at);
                if ((header & Busy) != 0) return null;
                int length = (int)(header & ~Discarded);
                _consumer += ((ulong)length + HeaderSize + 7) & ~7ul;
                if ((header & Discarded) == 0) return _data.Span.Slice(at + HeaderSize, length).ToArray();
            }
            return null;
        }
    }

    /// <summary>The host address of a record, which may be empty.</summary>
    /// <param name="record">What <see cref="Reserve"/> gave.</param>
    public byte* PointerTo(Span<byte> record) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(record));

    /// <inheritdoc/>
    protected override int Find(ReadOnlySpan<byte> key) => throw Unsupported("elements");

    /// <inheritdoc/>
    protected override int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu) => throw Unsupported("elements");

    /// <inheritdoc/>
    protected override int Remove(ReadOnlySpan<byte> key) => throw Unsupported("elements");

    /// <inheritdoc/>
    protected override bool NextKey(ReadOnlySpan<byte> key, Span<byte> next) => throw Unsupported("elements");

    private uint ReadHeader(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_data.Span.Slice(at));

    private void WriteHeader(int at, uint header) => BinaryPrimitives.WriteUInt32LittleEndian(_data.Span.Slice(at), header);
}
