using System;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;

namespace Bpf.Vm.Helpers;

/// <summary>Helpers on ring buffers (Documentation/bpf/ringbuf.rst).</summary>
internal static class RingBufferHelpers
{
    private const string Expected = "ring buffer";
    private const ulong NoWakeup = 1;
    private const ulong ForceWakeup = 2;

    // What bpf_ringbuf_query is asked for (enum in include/uapi/linux/bpf.h).
    private const ulong AvailableData = 0;
    private const ulong RingSize = 1;
    private const ulong ConsumerPosition = 2;
    private const ulong ProducerPosition = 3;

    /// <summary><c>bpf_ringbuf_output(ringbuf, data, size, flags)</c>: 0, -EAGAIN where there is no room, or -EINVAL for unknown flags.</summary>
    public static ulong Output(Machine machine, ulong map, ulong data, ulong size, ulong flags, ulong r5)
    {
        var ring = machine.MapArgument<RingBufferModel>(map, Expected);
        ReadOnlySpan<byte> bytes = machine.Read(data, size);
        if ((flags & ~(NoWakeup | ForceWakeup)) != 0) return unchecked((ulong)-Errno.EINVAL);
        if (!ring.TryReserve(bytes.Length, out Span<byte> record)) return unchecked((ulong)-Errno.EAGAIN);
        bytes.CopyTo(record);
        ring.Commit(record, discard: false);
        return 0;
    }

    /// <summary><c>bpf_ringbuf_reserve(ringbuf, size, flags)</c>: the record's address, or 0 where there is no room or flags are given.</summary>
    public static ulong Reserve(Machine machine, ulong map, ulong size, ulong flags, ulong r4, ulong r5)
    {
        var ring = machine.MapArgument<RingBufferModel>(map, Expected);
        if (flags != 0 || size > int.MaxValue) return 0;
        return ring.TryReserve((int)size, out Span<byte> record) ? machine.MapRecord(ring, record) : 0;
    }

    /// <summary><c>bpf_ringbuf_submit(data, flags)</c>.</summary>
    public static ulong Submit(Machine machine, ulong data, ulong flags, ulong r3, ulong r4, ulong r5)
    {
        Span<byte> record = machine.UnmapRecord(data, out RingBufferModel ring);
        ring.Commit(record, discard: false);
        return 0;
    }

    /// <summary><c>bpf_ringbuf_discard(data, flags)</c>.</summary>
    public static ulong Discard(Machine machine, ulong data, ulong flags, ulong r3, ulong r4, ulong r5)
    {
        Span<byte> record = machine.UnmapRecord(data, out RingBufferModel ring);
        ring.Commit(record, discard: true);
        return 0;
    }

    /// <summary><c>bpf_ringbuf_query(ringbuf, flags)</c>: a number of bytes; 0 for an unknown question.</summary>
    public static ulong Query(Machine machine, ulong map, ulong question, ulong r3, ulong r4, ulong r5)
    {
        var ring = machine.MapArgument<RingBufferModel>(map, Expected);
        return question switch
        {
            AvailableData => ring.Available,
            RingSize => (ulong)ring.Spec.MaxEntries,
            ConsumerPosition => ring.ConsumerPosition,
            ProducerPosition => ring.ProducerPosition,
            _ => 0,
        };
    }
}
