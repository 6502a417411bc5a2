using System;

namespace Bpf.Core.Kernel;

/// <summary>Flags of map creation, by the kernel's own bits (<c>BPF_F_*</c>, include/uapi/linux/bpf.h).</summary>
[Flags]
public enum MapFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,
    /// <summary><c>BPF_F_NO_PREALLOC</c>: elements are allocated when they are added.</summary>
    NoPrealloc = 1u << 0,
    /// <summary><c>BPF_F_NO_COMMON_LRU</c>: one LRU list a CPU.</summary>
    NoCommonLru = 1u << 1,
    /// <summary><c>BPF_F_NUMA_NODE</c>: on the node given.</summary>
    NumaNode = 1u << 2,
    /// <summary><c>BPF_F_RDONLY</c>: user space may not write.</summary>
    Rdonly = 1u << 3,
    /// <summary><c>BPF_F_WRONLY</c>: user space may not read.</summary>
    Wronly = 1u << 4,
    /// <summary><c>BPF_F_STACK_BUILD_ID</c>: stacks of build id and offset.</summary>
    StackBuildId = 1u << 5,
    /// <summary><c>BPF_F_ZERO_SEED</c>: hash seed 0, for tests.</summary>
    ZeroSeed = 1u << 6,
    /// <summary><c>BPF_F_RDONLY_PROG</c>: programs may not write.</summary>
    RdonlyProg = 1u << 7,
    /// <summary><c>BPF_F_WRONLY_PROG</c>: programs may not read.</summary>
    WronlyProg = 1u << 8,
    /// <summary><c>BPF_F_CLONE</c>: a listener's storage is copied to accepted sockets.</summary>
    Clone = 1u << 9,
    /// <summary><c>BPF_F_MMAPABLE</c>: user space may map the values.</summary>
    Mmapable = 1u << 10,
    /// <summary><c>BPF_F_PRESERVE_ELEMS</c>: perf events outlive the descriptor that put them.</summary>
    PreserveElems = 1u << 11,
    /// <summary><c>BPF_F_INNER_MAP</c>: inner maps may differ in size.</summary>
    InnerMap = 1u << 12,
    /// <summary><c>BPF_F_LINK</c>: a struct_ops map attached by link.</summary>
    Link = 1u << 13,
    /// <summary><c>BPF_F_VTYPE_BTF_OBJ_FD</c>: the struct_ops type is in a module's BTF.</summary>
    VtypeBtfObjFd = 1u << 15,
    /// <summary><c>BPF_F_TOKEN_FD</c>: created with a token; every map type takes it.</summary>
    TokenFd = 1u << 16,
    /// <summary><c>BPF_F_SEGV_ON_FAULT</c>: an arena sends SIGSEGV for pages not allocated.</summary>
    SegvOnFault = 1u << 17,
    /// <summary><c>BPF_F_NO_USER_CONV</c>: an arena's pointers are not converted for user space.</summary>
    NoUserConv = 1u << 18,
    /// <summary><c>BPF_F_RB_OVERWRITE</c>: a ring buffer overwrites its oldest records (6.19).</summary>
    RbOverwrite = 1u << 19,

    /// <summary><c>BPF_F_ACCESS_MASK</c>: all four access limits.</summary>
    AccessMask = Rdonly | Wronly | RdonlyProg | WronlyProg,
}
