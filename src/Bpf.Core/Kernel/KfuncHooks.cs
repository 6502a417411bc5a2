using System;

namespace Bpf.Core.Kernel;

/// <summary>The groups of program types that kernel functions are registered for (<c>enum btf_kfunc_hook</c>, kernel/bpf/btf.c).</summary>
[Flags]
public enum KfuncHooks
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Every program type.</summary>
    Common = 1,
    /// <summary>XDP.</summary>
    Xdp = 2,
    /// <summary>Traffic control classifiers.</summary>
    TrafficControl = 4,
    /// <summary>Struct_ops.</summary>
    StructOps = 8,
    /// <summary>Tracing, tracepoint, perf_event and LSM programs; raw tracepoints from 7.0.</summary>
    Tracing = 16,
    /// <summary>Iterators only.</summary>
    Iterators = 32,
    /// <summary>LSM programs only.</summary>
    Lsm = 64,
    /// <summary>Syscall programs.</summary>
    Syscall = 128,
    /// <summary>Programs of control groups; sock_ops from 6.13.</summary>
    Cgroup = 256,
    /// <summary>Traffic control actions.</summary>
    TrafficAction = 512,
    /// <summary>Parsers and verdicts of socket maps.</summary>
    SkSkb = 1024,
    /// <summary>Socket filters.</summary>
    SocketFilter = 2048,
    /// <summary>Lightweight tunnels.</summary>
    Lwt = 4096,
    /// <summary>Netfilter.</summary>
    Netfilter = 8192,
    /// <summary>Kprobe and uprobe sessions.</summary>
    Sessions = 16384,
    /// <summary>Those that check signatures: tracing and LSM programs; from 6.18 whatever generic functions are for.</summary>
    Signatures = 32768,

    /// <summary>What <c>generic_btf_ids</c> is registered for (kernel/bpf/helpers.c).</summary>
    Generic = Xdp | TrafficControl | StructOps | Tracing | Syscall | Cgroup,
    /// <summary>What the CPU masks are registered for (kernel/bpf/cpumask.c).</summary>
    Cpumask = StructOps | Tracing | Syscall,
}
