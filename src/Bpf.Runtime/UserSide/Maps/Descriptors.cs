using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Descriptors of things that users name otherwise.</summary>
internal static class Descriptors
{
    /// <summary><c>F_DUPFD_CLOEXEC</c>, include/uapi/linux/fcntl.h.</summary>
    private const int Duplicate = 1030;

    /// <summary>Of a file or folder.</summary>
    /// <exception cref="BpfException">It can't be opened.</exception>
    public static FileDescriptor OfPath(string path) => Checked(Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec), $"Opening '{path}'");

    /// <summary>Of a process (pidfd_open(2), Linux 5.3).</summary>
    /// <exception cref="BpfException">There is no such process.</exception>
    public static FileDescriptor OfProcess(int id) =>
        Checked((int)Libc.Syscall3(SyscallNumbers.PidfdOpen, id, 0, 0), $"Opening process {id}");

    /// <summary>Of a socket, beside its own.</summary>
    /// <exception cref="BpfException">There are no descriptors left.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public static FileDescriptor OfSocket(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        bool added = false;
        try
        {
            socket.SafeHandle.DangerousAddRef(ref added);
            return Checked(Libc.FileControl((int)socket.SafeHandle.DangerousGetHandle(), Duplicate, 0), "Opening a socket");
        }
        finally
        {
            if (added)
                socket.SafeHandle.DangerousRelease();
        }
    }

    private static FileDescriptor Checked(int number, string action) =>
        number >= 0 ? new FileDescriptor(number) : throw new BpfException(action, Marshal.GetLastPInvokeError());
}
