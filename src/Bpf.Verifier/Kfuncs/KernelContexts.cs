// Rests on: include/linux/bpf_types.h (the second structure of each program type).
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Kfuncs;

/// <summary>The kernel's own structures behind contexts: one row a program type.</summary>
internal static class KernelContexts
{
    /// <summary>The structure's name; null where it is none.</summary>
    public static string? Find(ProgramType program) => program switch
    {
        ProgramType.SocketFilter or ProgramType.SchedCls or ProgramType.SchedAct or ProgramType.CgroupSkb or ProgramType.LwtIn
            or ProgramType.LwtOut or ProgramType.LwtXmit or ProgramType.LwtSeg6local or ProgramType.SkSkb => "sk_buff",
        ProgramType.Xdp => "xdp_buff",
        ProgramType.CgroupSock => "sock",
        ProgramType.CgroupSockAddr => "bpf_sock_addr_kern",
        ProgramType.SockOps => "bpf_sock_ops_kern",
        ProgramType.SkMsg => "sk_msg",
        ProgramType.FlowDissector => "bpf_flow_dissector",
        ProgramType.PerfEvent => "bpf_perf_event_data_kern",
        ProgramType.CgroupDevice => "bpf_cgroup_dev_ctx",
        ProgramType.CgroupSysctl => "bpf_sysctl_kern",
        ProgramType.CgroupSockopt => "bpf_sockopt_kern",
        ProgramType.SkReuseport => "sk_reuseport_kern",
        ProgramType.SkLookup => "bpf_sk_lookup_kern",
        ProgramType.Netfilter => "bpf_nf_ctx",
        _ => null,
    };
}
