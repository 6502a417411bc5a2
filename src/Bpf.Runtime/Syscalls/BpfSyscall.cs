using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>bpf(2).</summary>
internal static unsafe class BpfSyscall
{
    /// <summary>Calls the kernel. A call that a signal interrupted (or, on loading, that is to be retried) is made again.</summary>
    /// <returns>The kernel's answer, 0 or more, or a negative errno.</returns>
    public static int Call<T>(BpfCommand command, ref T attr) where T : unmanaged
    {
        const int attempts = 5;
        fixed (T* pointer = &attr)
        {
            for (int attempt = 1; ; attempt++)
            {
                nint result = Libc.BareSyscall(SyscallNumbers.Current.Bpf, (nint)command, (nint)pointer, sizeof(T));
                if (result >= 0)
                    return (int)result;
                int errno = Marshal.GetLastSystemError();
                bool again = errno == Errno.EINTR || (errno == Errno.EAGAIN && command == BpfCommand.ProgLoad && attempt < attempts);
                if (!again)
                    return -errno;
            }
        }
    }

    /// <summary>Calls the kernel for a new descriptor.</summary>
    /// <returns>The descriptor; where the call failed it is invalid and <paramref name="errno"/> says why.</returns>
    public static FileDescriptor Open<T>(BpfCommand command, ref T attr, out int errno) where T : unmanaged
    {
        int result = Call(command, ref attr);
        errno = int.Max(-result, 0);
        return new FileDescriptor(int.Max(result, -1));
    }

    /// <summary>Asks the kernel about the thing behind a descriptor.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int GetInfo<T>(FileDescriptor fd, out T info) where T : unmanaged
    {
        info = default;
        return FillInfo(fd, ref info);
    }

    /// <summary>Asks the kernel about the thing behind a descriptor, by what is in the structure already (where to copy to).</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int FillInfo<T>(FileDescriptor fd, ref T info) where T : unmanaged
    {
        using FileDescriptor.Lease lease = fd.Use();
        fixed (T* pointer = &info)
        {
            InfoAttr attr = new() { Fd = lease.Number, Length = (uint)sizeof(T), Info = (ulong)pointer };
            return Call(BpfCommand.ObjGetInfoByFd, ref attr);
        }
    }
}
