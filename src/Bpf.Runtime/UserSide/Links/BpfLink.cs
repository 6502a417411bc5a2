using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>An attachment. Disposing it detaches; so does the end of the process.</summary>
public sealed class BpfLink : IDisposable
{
    private readonly FileDescriptor fd;
    private readonly FileDescriptor? hook;
    private readonly BpfObject owner;

    /// <param name="owner">Disposes the link with itself.</param>
    /// <param name="target">What it is attached to, for people.</param>
    /// <param name="fd">The link, or the perf event on kernels without links.</param>
    /// <param name="hook">The perf event behind a link; kept open as long.</param>
    /// <param name="isKernelLink">False where <paramref name="fd"/> is no BPF link.</param>
    internal BpfLink(BpfObject owner, string target, FileDescriptor fd, FileDescriptor? hook, bool isKernelLink)
    {
        this.owner = owner;
        this.fd = fd;
        this.hook = hook;
        Target = target;
        IsKernelLink = isKernelLink;
        owner.Track(this);
    }

    /// <summary>What the program is attached to: <c>tracepoint syscalls/sys_enter_openat</c>.</summary>
    public string Target { get; }

    /// <summary>False on kernels where the attachment is a perf event without a BPF link (before 5.15): it can't be pinned.</summary>
    public bool IsKernelLink { get; }

    /// <summary>True until it is disposed.</summary>
    public bool IsAttached => !fd.IsClosed;

    /// <summary>Gives the attachment a path: it then outlives this object and the process. Delete the file to detach.</summary>
    /// <param name="path">A path on a BPF file system (usually <c>/sys/fs/bpf</c>).</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="NotSupportedException">It is no BPF link.</exception>
    public void Pin(string path)
    {
        if (!IsKernelLink)
            throw new NotSupportedException($"The attachment to {Target} is a perf event on this kernel, which cannot be pinned (Linux 5.15 can).");
        Pins.Create(fd, path, $"the link to {Target}");
    }

    /// <summary>Detaches.</summary>
    public void Dispose()
    {
        owner.Forget(this);
        fd.Dispose();
        hook?.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => Target;
}
