using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches programs to sockets by option (include/uapi/asm-generic/socket.h).</summary>
internal static class SocketOptions
{
    /// <summary><c>SO_ATTACH_BPF</c>.</summary>
    public const int AttachBpf = 50;

    /// <summary><c>SO_DETACH_FILTER</c>.</summary>
    public const int DetachFilter = 27;

    /// <summary><c>SO_ATTACH_REUSEPORT_EBPF</c>.</summary>
    public const int AttachReuseport = 52;

    /// <summary><c>SO_DETACH_REUSEPORT_BPF</c> (Linux 5.3).</summary>
    public const int DetachReuseport = 68;

    public static BpfLink Attach(ProgramHandle program, Socket socket, int attach, int detach)
    {
        ArgumentNullException.ThrowIfNull(socket);
        string target = $"socket {socket.LocalEndPoint?.ToString() ?? "(not bound)"}";
        using FileDescriptor.Lease lease = program.Descriptor.Use();
        int errno = Set(socket, attach, lease.Number);
        if (errno != 0)
            throw AttachFailure.Describe(program, target, errno, "The socket is not of a kind that takes such programs (a group of SO_REUSEPORT is made by binding).");
        return new BpfLink(program, target, null, () =>
        {
            // A socket that is closed has no program any more.
            if (!socket.SafeHandle.IsClosed)
                _ = Set(socket, detach, 0);
        });
    }

    private static unsafe int Set(Socket socket, int option, int value)
    {
        bool added = false;
        try
        {
            socket.SafeHandle.DangerousAddRef(ref added);
            int result = Libc.SetSocketOption((int)socket.SafeHandle.DangerousGetHandle(), Libc.SocketLevel, option, &value, sizeof(int));
            return result == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        catch (ObjectDisposedException)
        {
            return Errno.EBADF;
        }
        finally
        {
            if (added)
                socket.SafeHandle.DangerousRelease();
        }
    }
}
