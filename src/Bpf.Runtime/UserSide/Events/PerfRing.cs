using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The queues of a perf event array, one a CPU, read in turn.</summary>
internal sealed class PerfRing : DescriptorRing
{
    private readonly List<PerfQueue> queues = [];
    private readonly FileDescriptor readable;
    private int current;
    private ulong lost;

    private PerfRing(FileDescriptor readable) : base(readable) => this.readable = readable;

    public override ulong Lost => Volatile.Read(ref lost);

    /// <summary>The kernel rounds a record and its length, of 4 bytes, up to 8.</summary>
    protected override int MostPadding => 7;

    /// <summary>Opens a queue for each CPU that runs, and puts it into the map.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static PerfRing Open(MapBackend map)
    {
        // One descriptor to wait for that stands for all: an epoll is readable where something in it is.
        int epoll = Libc.EpollCreate(Libc.CloseOnExec);
        if (epoll < 0)
            throw new BpfException("Creating an epoll descriptor", Marshal.GetLastPInvokeError());
        PerfRing ring = new(new FileDescriptor(epoll));
        try
        {
            foreach (int cpu in Cpus.Online)
            {
                if (cpu < map.Shape.MaxEntries)
                    ring.queues.Add(PerfQueue.Open(map, cpu, epoll));
            }

            return ring;
        }
        catch
        {
            ring.Dispose();
            throw;
        }
    }

    protected override bool TryEnter()
    {
        int entered = 0;
        foreach (PerfQueue queue in queues)
        {
            if (!queue.TryEnter())
                break;
            entered++;
        }

        if (entered == queues.Count)
            return true;
        for (int i = 0; i < entered; i++)
            queues[i].Exit();
        return false;
    }

    protected override void Exit() => queues.ForEach(static queue => queue.Exit());

    protected override bool TryPeek(out ReadOnlySpan<byte> record)
    {
        for (int i = 0; i < queues.Count; i++)
        {
            PerfQueue queue = queues[current];
            if (queue.TryPeek(out record, ref lost))
                return true;
            current = (current + 1) % queues.Count;
        }

        record = default;
        return false;
    }

    protected override void Advance() => queues[current].Advance();

    protected override void Close()
    {
        base.Close();
        queues.ForEach(static queue => queue.Dispose());
        readable.Dispose();
    }
}
