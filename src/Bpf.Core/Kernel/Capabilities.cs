using System;

namespace Bpf.Core.Kernel;

/// <summary>The capabilities that the kernel asks for where programs are loaded, with its bits (include/uapi/linux/capability.h).</summary>
[Flags]
public enum Capabilities : ulong
{
    /// <summary>None: a program may be loaded where <c>kernel.unprivileged_bpf_disabled</c> is 0.</summary>
    None = 0,

    /// <summary><c>CAP_NET_ADMIN</c>: programs of the network.</summary>
    NetAdmin = 1UL << 12,

    /// <summary><c>CAP_SYS_ADMIN</c>: root, as far as BPF goes. Stands for all others.</summary>
    SysAdmin = 1UL << 21,

    /// <summary><c>CAP_PERFMON</c>: tracing programs, and all that could tell addresses of the kernel.</summary>
    Perfmon = 1UL << 38,

    /// <summary><c>CAP_BPF</c>: maps and programs at all, loops, functions, most helpers.</summary>
    Bpf = 1UL << 39,
}
