using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Bpf.Syscalls;

/// <summary>A file descriptor of our own, closed exactly once.</summary>
internal sealed class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    public FileDescriptor(int number) : base(ownsHandle: true) => SetHandle(number);

    /// <summary>The number for the span of a system call: another thread's <c>Dispose</c> waits for its end.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public Lease Use() => new(this);

    /// <summary>True where it is of what the kernel calls so: <c>bpf-map</c>, <c>bpf-prog</c>, <c>bpf-link</c> (opened; a new one is a <c>bpf_link</c>).</summary>
    public bool Is(string kind)
    {
        using Lease lease = Use();
        return new FileInfo($"/proc/self/fd/{lease.Number}").LinkTarget == "anon_inode:" + kind;
    }

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;

    /// <summary>Keeps a descriptor open.</summary>
    public readonly ref struct Lease
    {
        private readonly FileDescriptor descriptor;

        public Lease(FileDescriptor descriptor)
        {
            if (descriptor.IsClosed)
                ThrowDisposed();
            bool added = false;
            descriptor.DangerousAddRef(ref added);
            this.descriptor = descriptor;
        }

        public int Number => (int)descriptor.handle;

        public void Dispose() => descriptor.DangerousRelease();

        /// <summary>Says it in words of what users see: the handle is of no type of theirs.</summary>
        private static void ThrowDisposed() => throw new ObjectDisposedException(
            nameof(BpfObject), "What this belongs to (the loaded object, program, map or link) has been disposed of.");
    }
}
