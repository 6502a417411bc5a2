using System;

namespace Bpf;

/// <summary>Which stack is stored (<c>BPF_F_*</c> of <c>bpf_get_stackid</c>, include/uapi/linux/bpf.h). The lowest 8 bits are a number of frames to skip.</summary>
[Flags]
public enum StackFlags : ulong
{
    /// <summary>The kernel's.</summary>
    Kernel = 0,

    /// <summary><c>BPF_F_USER_STACK</c>: the process's.</summary>
    User = 1 << 8,

    /// <summary><c>BPF_F_FAST_STACK_CMP</c>: stacks with the same hash are taken for the same.</summary>
    CompareHashes = 1 << 9,

    /// <summary><c>BPF_F_REUSE_STACKID</c>: a stack with the same hash is overwritten.</summary>
    Overwrite = 1 << 10,
}
