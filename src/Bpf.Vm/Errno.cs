namespace Bpf.Vm;

/// <summary>The error numbers that helpers and maps return, negated (include/uapi/asm-generic/errno-base.h, errno.h).</summary>
internal static class Errno
{
    public const int EOPNOTSUPP = 95;
    public const int ENOENT = 2;
    public const int E2BIG = 7;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EFAULT = 14;
    public const int EBUSY = 16;
    public const int EEXIST = 17;
    public const int EINVAL = 22;
    public const int ENOSPC = 28;
}
