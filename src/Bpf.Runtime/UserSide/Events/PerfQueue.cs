using System;
using System.Runtime.CompilerServices;
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
    private readonly FileDescriptor perfEvent;
    private readonly MemoryMapping memory;
    private byte[] wrapped = [];
    private ulong lost;

    private PerfQueue(FileDescriptor perfEvent, MemoryMapping memory)
    {
        this.perfEvent = perfEvent;
        this.memory = memory;
    }

    private static int Size => Pages * Environment.SystemPageSize;

    /// <summary>Samples that found no room, by the records that told of them so far.</summary>
    public ulong Lost => Volatile.Read(ref lost);

    /// <summary>The samples from here on. To be used between <see cref="TryEnter"/> and <see cref="Exit"/>.</summary>
    public Source Samples => new(this);

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

    public void Dispose()
    {
        memory.Dispose();
        perfEvent.Dispose();
    }

    /// <summary>Bytes that wrap, put together.</summary>
    private byte* Join(byte* data, int start, int length)
    {
        if (wrapped.Length < length)
            wrapped = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        int first = Size - start;
        new ReadOnlySpan<byte>(data + start, first).CopyTo(wrapped);
        new ReadOnlySpan<byte>(data, length - first).CopyTo(wrapped.AsSpan(first));
        return (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(wrapped)); // it is pinned
    }

    /// <summary>A queue's samples; counts the losses reported between them.</summary>
    internal struct Source : IRecordSource
    {
        private const int HeadOffset = 1024, TailOffset = 1032;
        private const int HeaderSize = 8, SizeShift = 48, SampleOffset = HeaderSize + 4, LostOffset = HeaderSize + 8; // behind the event's id
        private const uint LostType = 2, SampleType = 9;
        private readonly PerfQueue queue;
        private readonly byte* memory;
        private readonly byte* data;
        private readonly int size;
        private ulong tail;
        private ulong head;

        public Source(PerfQueue queue)
        {
            this.queue = queue;
            memory = queue.memory.Address;
            data = memory + Environment.SystemPageSize;
            size = Size;
            tail = *(ulong*)(memory + TailOffset);
            head = tail;
        }

        /// <summary>The kernel rounds a record and its length, of 4 bytes, up to 8.</summary>
        public static int MostPadding => 7;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryNext(out byte* record, out int length)
        {
            while (tail != head || (head = Volatile.Read(ref *(ulong*)(memory + HeadOffset))) != tail)
            {
                // Positions are multiples of 8, so that headers don't wrap.
                int start = (int)tail & (size - 1);
                byte* header = data + start;
                ulong word = *(ulong*)header;
                int whole = (int)(word >> SizeShift);
                if (start + whole > size)
                    header = queue.Join(data, start, whole);
                tail += (uint)whole;
                if ((uint)word == SampleType)
                {
                    record = header + SampleOffset;
                    length = *(int*)(header + HeaderSize);
                    if ((uint)length > (uint)(whole - SampleOffset))
                        ThrowTorn(whole, length);
                    return true;
                }

                if ((uint)word == LostType)
                    CountLoss(*(ulong*)(header + LostOffset));
            }

            record = null;
            length = 0;
            return false;
        }

        public readonly void Release() => Volatile.Write(ref *(ulong*)(memory + TailOffset), tail);

        /// <summary>Counts it once: its room is given back at once.</summary>
        private readonly void CountLoss(ulong records)
        {
            queue.lost += records;
            Release();
        }

        private static void ThrowTorn(int whole, int length) =>
            throw new BpfException($"A perf event of {whole} bytes says that its sample has {length}.");
    }
}
