using System;
using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>Error numbers with a meaning here (include/uapi/asm-generic/errno*.h; ENOTSUPP: include/linux/errno.h).</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int ENXIO = 6;
    public const int E2BIG = 7;
    public const int EBADF = 9;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EFAULT = 14;
    public const int EBUSY = 16;
    public const int EEXIST = 17;
    public const int ENODEV = 19;
    public const int ENOTDIR = 20;
    public const int EINVAL = 22;
    public const int ENFILE = 23;
    public const int EMFILE = 24;
    public const int ENOSPC = 28;
    public const int ERANGE = 34;
    public const int ENOSYS = 38;
    public const int EOPNOTSUPP = 95;
    public const int EINPROGRESS = 115;
    public const int ENOTSUPP = 524;

    private static readonly (int Number, string Name)[] Names =
    [
        (EPERM, nameof(EPERM)),
        (ENOENT, nameof(ENOENT)),
        (ESRCH, nameof(ESRCH)),
        (EINTR, nameof(EINTR)),
        (ENXIO, nameof(ENXIO)),
        (E2BIG, nameof(E2BIG)),
        (EBADF, nameof(EBADF)),
        (EAGAIN, nameof(EAGAIN)),
        (ENOMEM, nameof(ENOMEM)),
        (EACCES, nameof(EACCES)),
        (EFAULT, nameof(EFAULT)),
        (EBUSY, nameof(EBUSY)),
        (EEXIST, nameof(EEXIST)),
        (ENODEV, nameof(ENODEV)),
        (ENOTDIR, nameof(ENOTDIR)),
        (EINVAL, nameof(EINVAL)),
        (ENFILE, nameof(ENFILE)),
        (EMFILE, nameof(EMFILE)),
        (ENOSPC, nameof(ENOSPC)),
        (ERANGE, nameof(ERANGE)),
        (ENOSYS, nameof(ENOSYS)),
        (EOPNOTSUPP, nameof(EOPNOTSUPP)),
        (EINPROGRESS, nameof(EINPROGRESS)),
        (ENOTSUPP, nameof(ENOTSUPP)),
    ];

    /// <summary>The symbol and the system's own sentence.</summary>
    public static string Describe(int errno)
    {
        string text = errno == ENOTSUPP ? "Operation is not supported" : Marshal.GetPInvokeErrorMessage(errno);
        string name = Array.Find(Names, row => row.Number == errno).Name ?? $"errno {errno}";
        return $"{name}: {text}";
    }
}
