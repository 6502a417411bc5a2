namespace Bpf.Core.Kernel;

/// <summary>Things a kernel has or lacks, each with a probe. The rows (since when, how asked) are in <c>Features</c>.</summary>
public enum Feature
{
    /// <summary>Bounded loops: backward jumps that the verifier follows (5.3).</summary>
    BoundedLoops,

    /// <summary>Programs of up to one million processed instructions for privileged users (5.2).</summary>
    LargeInstructionLimit,

    /// <summary>Conformance level v2: jumps on less-than (4.14).</summary>
    IsaV2,

    /// <summary>Conformance level v3: 32-bit jumps (5.1).</summary>
    IsaV3,

    /// <summary>Conformance level v4: sign-extending loads, bswap, signed division, gotol (6.6).</summary>
    IsaV4,

    /// <summary>Atomics beyond add: fetch, and, or, xor, xchg, cmpxchg (5.12).</summary>
    AtomicFetch,

    /// <summary>Load-acquire and store-release (6.15).</summary>
    LoadAcquire,

    /// <summary>The <c>may_goto</c> instruction (6.9).</summary>
    MayGoto,

    /// <summary>The kernel's own type information, /sys/kernel/btf/vmlinux.</summary>
    VmlinuxBtf,

    /// <summary>kprobes (CONFIG_KPROBES and CONFIG_BPF_EVENTS).</summary>
    Kprobes,

    /// <summary>uprobes (CONFIG_UPROBES and CONFIG_BPF_EVENTS).</summary>
    Uprobes,

    /// <summary>Attachment of perf events by link, with a cookie (5.15).</summary>
    PerfLink,

    /// <summary>XDP attachment by link (5.9).</summary>
    XdpLink,

    /// <summary>Ring buffer maps (5.8).</summary>
    RingBuffer,

    /// <summary>Map memory charged to the cgroup instead of RLIMIT_MEMLOCK (5.11).</summary>
    MemcgAccounting,

    /// <summary>BPF_PSEUDO_MAP_IDX: maps by index in an array of descriptors (5.14).</summary>
    MapIndexes,

    /// <summary><c>bpf_loop</c> (5.17).</summary>
    Loop,

    /// <summary><c>bpf_timer</c> in map values (5.15).</summary>
    Timers,

    /// <summary>Dynptrs over memory and ring-buffer records (5.19).</summary>
    Dynptrs,

    /// <summary>XDP on packets in more than one buffer (5.18).</summary>
    XdpFrags,

    /// <summary>Arena maps (6.9).</summary>
    Arena,

    /// <summary>Programs at the entry and return of kernel functions, found by their type (5.5; CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS).</summary>
    Fentry,

    /// <summary>Programs at tracepoints that see the kernel's own types (5.5).</summary>
    BtfTracepoints,

    /// <summary>Programs at security hooks (5.7; CONFIG_BPF_LSM, and <c>bpf</c> among /sys/kernel/security/lsm for them to run).</summary>
    Lsm,

    /// <summary>Programs that walk the kernel's things (5.8).</summary>
    Iterators,

    /// <summary>kprobes on many functions by one link (5.18; CONFIG_FPROBE).</summary>
    KprobeMulti,

    /// <summary>Traffic control by link, tcx (6.6; CONFIG_NET_XGRESS).</summary>
    TcxLink,

    /// <summary>Values that tasks own (5.11).</summary>
    TaskStorage,

    /// <summary>Values that control groups own (6.2).</summary>
    CgroupStorage,

    /// <summary>Bloom filters (5.16).</summary>
    BloomFilter,

    /// <summary>Ring buffers from user space to programs (6.1).</summary>
    UserRingBuffer,

    /// <summary>Security hooks for one control group (6.0; CONFIG_BPF_LSM).</summary>
    LsmCgroup,

    /// <summary>Netfilter hooks by link (6.4; CONFIG_NETFILTER_BPF_LINK).</summary>
    Netfilter,

    /// <summary>uprobes on many functions by one link (6.6; CONFIG_UPROBE_EVENTS).</summary>
    UprobeMulti,

    /// <summary>One program at the entry and the return of kernel functions (6.10; on kernels that have <see cref="KprobeMulti"/>).</summary>
    KprobeSession,

    /// <summary>Programs of netkit interfaces (6.7; CONFIG_NETKIT).</summary>
    Netkit,

    /// <summary>Implementations of kernel interfaces, registered by link (6.4).</summary>
    StructOpsLink,

    /// <summary>Programs of control groups on the addresses of Unix sockets (6.7).</summary>
    UnixSockAddr,

    /// <summary>One program at the entry and the return of user-space functions (6.13; on kernels that have <see cref="UprobeMulti"/>).</summary>
    UprobeSession,
}
