using System;
using System.Threading;
using System.Threading.Tasks;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Waits for one descriptor, again and again.</summary>
internal sealed class Readiness(Poller poller, FileDescriptor descriptor, ulong id) : IDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource? pending;
    private bool disposed;

    public FileDescriptor Descriptor => descriptor;

    public ulong Id => id;

    /// <summary>Completes when the descriptor is readable, or disposed.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        Task task;
        lock (gate)
        {
            if (disposed)
                return Task.CompletedTask;
            bool armed = pending != null;
            pending ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            task = pending.Task;
            if (!armed)
                poller.Arm(this);
        }

        return task.WaitAsync(cancellationToken);
    }

    /// <summary>Wakes whoever waits.</summary>
    public void Signal()
    {
        lock (gate)
        {
            pending?.TrySetResult();
            pending = null;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            poller.Unregister(this);
            pending?.TrySetResult();
            pending = null;
        }
    }
}
