using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>One thread of the process that waits for all ring buffers' descriptors (epoll(7)), started by the first that waits.</summary>
internal sealed unsafe class Poller
{
    private const int ControlAdd = 1, ControlDelete = 2, ControlModify = 3;
    private const uint EventIn = 1, EventOneShot = 1u << 30;
    private const int CloseOnExec = 0x80000;
    private static readonly Lazy<Poller> Instance = new(() => new Poller());

    // struct epoll_event is packed on x86-64 alone.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + sizeof(ulong);
    private readonly ConcurrentDictionary<ulong, Readiness> registered = new();
    private readonly int epoll;
    private ulong lastId;

    private Poller()
    {
        epoll = Libc.EpollCreate(CloseOnExec);
        if (epoll < 0)
            throw new BpfException("Creating an epoll descriptor", Marshal.GetLastPInvokeError());
        new Thread(Run) { IsBackground = true, Name = "Bpf ring buffers" }.Start();
    }

    public static Poller Shared => Instance.Value;

    /// <summary>Takes a descriptor in. It is not waited for until asked.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public Readiness Register(FileDescriptor fd)
    {
        Readiness readiness = new(this, fd, Interlocked.Increment(ref lastId));
        registered[readiness.Id] = readiness;
        Control(ControlAdd, readiness, 0);
        return readiness;
    }

    /// <summary>Waits for one event; the answer comes at once where the descriptor is readable already.</summary>
    public void Arm(Readiness readiness) => Control(ControlModify, readiness, EventIn | EventOneShot);

    public void Unregister(Readiness readiness)
    {
        registered.TryRemove(readiness.Id, out _);
        Control(ControlDelete, readiness, 0);
    }

    /// <summary>Makes an epoll descriptor of one's own readable where another descriptor is.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static void Add(int epoll, FileDescriptor descriptor) => Control(epoll, ControlAdd, descriptor, EventIn, 0);

    private void Control(int operation, Readiness readiness, uint events) => Control(epoll, operation, readiness.Descriptor, events, readiness.Id);

    private static void Control(int epoll, int operation, FileDescriptor descriptor, uint events, ulong id)
    {
        byte* data = stackalloc byte[sizeof(ulong) * 2];
        *(uint*)data = events;
        *(ulong*)(data + DataOffset) = id;
        using FileDescriptor.Lease lease = descriptor.Use();
        if (Libc.EpollControl(epoll, operation, lease.Number, data) != 0)
            throw new BpfException("Waiting for a descriptor", Marshal.GetLastPInvokeError());
    }

    private void Run()
    {
        const int most = 64;
        byte* events = stackalloc byte[most * 16];
        while (true)
        {
            int count = Libc.EpollWait(epoll, events, most, -1);
            for (int i = 0; i < count; i++)
            {
                ulong id = *(ulong*)(events + (i * EventSize) + DataOffset);
                if (registered.TryGetValue(id, out Readiness? readiness))
                    readiness.Signal();
            }
        }
    }
}
