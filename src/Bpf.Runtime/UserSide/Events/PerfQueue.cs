using System;
using System.Runtime.InteropServices;
using System.Threading;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>One CPU's queue of records (perf_event_open(2), <c>PERF_COUNT_SW_BPF_OUTPUT</c>), mapped into memory.</summary>
/// <remarks>
/// Layout (<c>struct perf_event_mmap_page</c> and <c>struct perf_event_header</c>, include/uapi/linux/perf_event.h): a page with both positions, then
/// the data. A record is a header of 8 bytes (type, flags, size); a sample's length, of 4 bytes, and payload follow. Records wrap.
/// </remarks>
internal sealed unsafe class PerfQueue : IDisposable
{
    private const int Pages = 64;
    private const int HeadOffset = 1024, TailOffset = 1032;
    private const int HeaderSize = 8, LengthSize = 4;
    private const uint Lost = 2, Sample = 9;
    private readonly FileDescriptor perfEvent;
    private readonly MemoryMapping memory;
    private byte[] wrapped = [];
    private uint current;

    private PerfQueue(FileDescriptor perfEvent, MemoryMapping memory)
    {
        this.perfEvent = perfEvent;
        this.memory = memory;
    }

    private static int Size => Pages * Environment.SystemPageSize;

    private ref ulong Tail => ref *(ulong*)(memory.Address + TailOffset);

    private byte* Data => memory.Address + Environment.SystemPageSize;

    /// <summary>Opens a CPU's queue, puts it into a map and into an epoll descriptor.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static PerfQueue Open(MapBackend map, int cpu, int epoll)
    {
        FileDescriptor perfEvent = PerfEvents.OpenOutput(map.Shape.Name, cpu);
        MemoryMapping? memory = null;
        try
        {
            memory = MemoryMapping.Create(perfEvent, (nuint)(Size + Environment.SystemPageSize), writable: true, 0, out int errno);
            if (errno != 0)
                throw new BpfException($"Mapping the queue of CPU {cpu} of map '{map.Shape.Name}'", errno, "kernel.perf_event_mlock_kb bounds such memory.");
            using FileDescriptor.Lease lease = perfEvent.Use();
            int number = lease.Number, key = cpu;
            int result = map.Update(Raw.Bytes(in key), Raw.Bytes(in number), 0);
            if (result != 0)
                throw MapFailure.Describe(map, "Writing to", result);
            Poller.Add(epoll, perfEvent);
            return new PerfQueue(perfEvent, memory);
        }
        catch
        {
            memory?.Dispose();
            perfEvent.Dispose();
            throw;
        }
    }

    public bool TryEnter()
    {
        bool entered = false;
        try
        {
            memory.DangerousAddRef(ref entered);
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    public void Exit() => memory.DangerousRelease();

    /// <summary>Finds the oldest sample; counts the losses reported before it.</summary>
    public bool TryPeek(out ReadOnlySpan<byte> record, ref ulong lost)
    {
        for (ulong tail = Tail; tail != Volatile.Read(ref *(ulong*)(memory.Address + HeadOffset)); tail = Tail)
        {
            ReadOnlySpan<byte> header = At(tail, HeaderSize);
            uint type = MemoryMarshal.Read<uint>(header);
            current = MemoryMarshal.Read<ushort>(header[6..]);
            if (type == Sample)
            {
                ReadOnlySpan<byte> body = At(tail + HeaderSize, (int)current - HeaderSize);
                record = body.Slice(LengthSize, MemoryMarshal.Read<int>(body));
                return true;
            }

            if (type == Lost)
                lost += MemoryMarshal.Read<ulong>(At(tail + HeaderSize + sizeof(ulong), sizeof(ulong))); // behind the event's id
            Advance();
        }

        record = default;
        return false;
    }

    public void Advance() => Volatile.Write(ref Tail, Tail + current);

    public void Dispose()
    {
        memory.Dispose();
        perfEvent.Dispose();
    }

    /// <summary>Bytes of the data; those that wrap are put together.</summary>
    private ReadOnlySpan<byte> At(ulong position, int length)
    {
        int start = (int)(position % (ulong)Size), first = int.Min(length, Size - start);
        if (first == length)
            return new ReadOnlySpan<byte>(Data + start, length);
        if (wrapped.Length < length)
            wrapped = new byte[length];
        new ReadOnlySpan<byte>(Data + start, first).CopyTo(wrapped);
        new ReadOnlySpan<byte>(Data, length - first).CopyTo(wrapped.AsSpan(first));
        return wrapped.AsSpan(0, length);
    }
}
