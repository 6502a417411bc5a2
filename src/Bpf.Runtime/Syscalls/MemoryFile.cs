using System;
using System.Runtime.InteropServices;
using System.Text;
using Bpf.Core.Kernel;

namespace Bpf.Syscalls;

/// <summary>A program in memory: memfd_create(2).</summary>
/// <remarks>Source: include/uapi/linux/memfd.h; Documentation/userspace-api/mfd_noexec.rst.</remarks>
internal static unsafe class MemoryFile
{
    private const nint CloseOnExec = 1, Executable = 0x10; // MFD_CLOEXEC, MFD_EXEC

    /// <summary>Makes a file to execute. Its descriptor is for reading: what can still be written can't be executed.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static FileDescriptor Create(string name, ReadOnlySpan<byte> content)
    {
        using FileDescriptor writer = new(Create(name));
        using FileDescriptor.Lease lease = writer.Use();
        while (!content.IsEmpty)
        {
            nint written;
            fixed (byte* data = content)
                written = Libc.Write(lease.Number, data, (nuint)content.Length);
            if (written > 0)
                content = content[(int)written..];
            else if (Marshal.GetLastPInvokeError() is int errno and not Errno.EINTR)
                throw new BpfException("Writing a file in memory", errno, "");
        }
        int reader = Libc.Open($"/proc/self/fd/{lease.Number}", Libc.ReadOnly | Libc.CloseOnExec);
        return reader >= 0 ? new FileDescriptor(reader) : throw new BpfException("Opening a file in memory", Marshal.GetLastPInvokeError(), "Is /proc mounted?");
    }

    private static int Create(string name)
    {
        nint number = SystemCalls.NumberOf(RunningKernel.Architecture, "memfd_create")!.Value;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            // Kernels before Linux 6.3 don't know the flag; there, every such file may be executed.
            nint fd = Libc.Syscall3(number, (nint)text, CloseOnExec | Executable, 0);
            if (fd < 0 && Marshal.GetLastPInvokeError() == Errno.EINVAL)
                fd = Libc.Syscall3(number, (nint)text, CloseOnExec, 0);
            if (fd >= 0)
                return (int)fd;
        }
        int errno = Marshal.GetLastPInvokeError();
        throw new BpfException("Making an executable file in memory", errno, errno == Errno.EACCES ? "The sysctl vm.memfd_noexec forbids it; it must be less than 2." : "");
    }
}
