using Bpf.Syscalls;

namespace Bpf;

/// <summary>The limit that map memory is charged to before Linux 5.11.</summary>
internal static unsafe class Memlock
{
    private const int ResourceMemlock = 8;

    /// <summary>The limit in bytes; null where there is none.</summary>
    public static ulong? Limit()
    {
        ulong* limits = stackalloc ulong[2];
        return Libc.Prlimit(0, ResourceMemlock, null, limits) == 0 && limits[0] != ulong.MaxValue ? limits[0] : null;
    }

    /// <summary>Lifts the limit as far as the process may; maps that still don't fit say EPERM.</summary>
    public static void Raise()
    {
        ulong* limits = stackalloc ulong[] { ulong.MaxValue, ulong.MaxValue };
        if (Libc.Prlimit(0, ResourceMemlock, limits, null) == 0)
            return;
        if (Libc.Prlimit(0, ResourceMemlock, null, limits) == 0)
        {
            limits[0] = limits[1];
            _ = Libc.Prlimit(0, ResourceMemlock, limits, null);
        }
    }
}
