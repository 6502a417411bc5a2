using System.Collections.Generic;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The queues of a perf event array, one a CPU, read in turn.</summary>
internal sealed unsafe class PerfRing : DescriptorRing
{
    private readonly List<PerfQueue> queues = [];
    private readonly FileDescriptor readable;
    private int current;

    private PerfRing(FileDescriptor readable) : base(readable) => this.readable = readable;

    public override ulong Lost
    {
        get
        {
            ulong lost = 0;
            foreach (PerfQueue queue in queues)
                lost += queue.Lost;
            return lost;
        }
    }

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

    protected override int Show<T>(string map, RingBufferHandler<T> handler, int most)
    {
        int count = 0;
        for (int empty = 0; count < most && empty < queues.Count && !IsClosed;)
        {
            int found = RecordLoop.Run(queues[current].Samples, this, map, handler, most - count);
            count += found;
            empty = found == 0 ? empty + 1 : 0;
            if (count < most)
                current = (current + 1) % queues.Count;
        }

        return count;
    }

    protected override void Skip()
    {
        PerfQueue.Source samples = queues[current].Samples;
        if (samples.TryNext(out _, out _))
            samples.Release();
    }

    protected override void Close()
    {
        base.Close();
        queues.ForEach(static queue => queue.Dispose());
        readable.Dispose();
    }
}
