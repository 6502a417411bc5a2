using System.Collections.Immutable;
using static Bpf.Core.Kernel.ProgramType;
using static Bpf.Core.Kernel.SectionTraits;
using A = Bpf.Core.Kernel.AttachType;

namespace Bpf.Core.Kernel;

/// <summary>The ELF section names that loaders know, and what they stand for; no two rows match one name.</summary>
/// <remarks>
/// Source: libbpf's convention, docs.kernel.org/bpf/libbpf/program_types.html; the rows are those of libbpf 1.5 and the
/// uprobe sessions of 1.6.
/// </remarks>
public static class Sections
{
    /// <summary>Every row.</summary>
    public static ImmutableArray<SectionPattern> All { get; } =
    [
        //   name                      program type           attach type               traits
        new("socket",                  SocketFilter,          0,                            None),
        new("sk_reuseport/migrate",    SkReuseport,           A.SkReuseportSelectOrMigrate, None),
        new("sk_reuseport",            SkReuseport,           A.SkReuseportSelect,          None),
        new("kprobe",                  Kprobe,                0,                            Target),
        new("uprobe",                  Kprobe,                0,                            Target),
        new("uprobe.s",                Kprobe,                0,                            Target | Sleepable),
        new("kretprobe",               Kprobe,                0,                            Target),
        new("uretprobe",               Kprobe,                0,                            Target),
        new("uretprobe.s",             Kprobe,                0,                            Target | Sleepable),
        new("kprobe.multi",            Kprobe,                A.TraceKprobeMulti,           Target),
        new("kretprobe.multi",         Kprobe,                A.TraceKprobeMulti,           Target),
        new("kprobe.session",          Kprobe,                A.TraceKprobeSession,         Target),
        new("uprobe.multi",            Kprobe,                A.TraceUprobeMulti,           Target),
        new("uretprobe.multi",         Kprobe,                A.TraceUprobeMulti,           Target),
        new("uprobe.multi.s",          Kprobe,                A.TraceUprobeMulti,           Target | Sleepable),
        new("uretprobe.multi.s",       Kprobe,                A.TraceUprobeMulti,           Target | Sleepable),
        new("uprobe.session",          Kprobe,                A.TraceUprobeSession,         Target),
        new("uprobe.session.s",        Kprobe,                A.TraceUprobeSession,         Target | Sleepable),
        new("ksyscall",                Kprobe,                0,                            Target),
        new("kretsyscall",             Kprobe,                0,                            Target),
        new("usdt",                    Kprobe,                0,                            Target | Usdt),
        new("usdt.s",                  Kprobe,                0,                            Target | Usdt | Sleepable),
        new("tc/ingress",              SchedCls,              A.TcxIngress,                 None),
        new("tc/egress",               SchedCls,              A.TcxEgress,                  None),
        new("tcx/ingress",             SchedCls,              A.TcxIngress,                 None),
        new("tcx/egress",              SchedCls,              A.TcxEgress,                  None),
        new("tc",                      SchedCls,              0,                            None),
        new("classifier",              SchedCls,              0,                            None),
        new("action",                  SchedAct,              0,                            None),
        new("netkit/primary",          SchedCls,              A.NetkitPrimary,              None),
        new("netkit/peer",             SchedCls,              A.NetkitPeer,                 None),
        new("tracepoint",              Tracepoint,            0,                            Target),
        new("tp",                      Tracepoint,            0,                            Target),
        new("raw_tracepoint",          RawTracepoint,         0,                            Target),
        new("raw_tp",                  RawTracepoint,         0,                            Target),
        new("raw_tracepoint.w",        RawTracepointWritable, 0,                            Target),
        new("raw_tp.w",                RawTracepointWritable, 0,                            Target),
        new("tp_btf",                  Tracing,               A.TraceRawTp,                 Target | AttachBtf),
        new("fentry",                  Tracing,               A.TraceFentry,                Target | AttachBtf),
        new("fmod_ret",                Tracing,               A.ModifyReturn,               Target | AttachBtf),
        new("fexit",                   Tracing,               A.TraceFexit,                 Target | AttachBtf),
        new("fentry.s",                Tracing,               A.TraceFentry,                Target | AttachBtf | Sleepable),
        new("fmod_ret.s",              Tracing,               A.ModifyReturn,               Target | AttachBtf | Sleepable),
        new("fexit.s",                 Tracing,               A.TraceFexit,                 Target | AttachBtf | Sleepable),
        new("freplace",                Ext,                   0,                            Target | AttachBtf),
        new("lsm",                     Lsm,                   A.LsmMac,                     Target | AttachBtf),
        new("lsm.s",                   Lsm,                   A.LsmMac,                     Target | AttachBtf | Sleepable),
        new("lsm_cgroup",              Lsm,                   A.LsmCgroup,                  Target | AttachBtf),
        new("iter",                    Tracing,               A.TraceIter,                  Target | AttachBtf),
        new("iter.s",                  Tracing,               A.TraceIter,                  Target | AttachBtf | Sleepable),
        new("syscall",                 Syscall,               0,                            Sleepable),
        new("xdp.frags/devmap",        Xdp,                   A.XdpDevmap,                  XdpFrags),
        new("xdp/devmap",              Xdp,                   A.XdpDevmap,                  None),
        new("xdp.frags/cpumap",        Xdp,                   A.XdpCpumap,                  XdpFrags),
        new("xdp/cpumap",              Xdp,                   A.XdpCpumap,                  None),
        new("xdp.frags",               Xdp,                   A.Xdp,                        XdpFrags),
        new("xdp",                     Xdp,                   A.Xdp,                        AttachTypeOptional),
        new("perf_event",              PerfEvent,             0,                            None),
        new("lwt_in",                  LwtIn,                 0,                            None),
        new("lwt_out",                 LwtOut,                0,                            None),
        new("lwt_xmit",                LwtXmit,               0,                            None),
        new("lwt_seg6local",           LwtSeg6local,          0,                            None),
        new("sockops",                 SockOps,               A.CgroupSockOps,              AttachTypeOptional),
        new("sk_skb/stream_parser",    SkSkb,                 A.SkSkbStreamParser,          AttachTypeOptional),
        new("sk_skb/stream_verdict",   SkSkb,                 A.SkSkbStreamVerdict,         AttachTypeOptional),
        new("sk_skb/verdict",          SkSkb,                 A.SkSkbVerdict,               AttachTypeOptional),
        new("sk_skb",                  SkSkb,                 0,                            None),
        new("sk_msg",                  SkMsg,                 A.SkMsgVerdict,               AttachTypeOptional),
        new("lirc_mode2",              LircMode2,             A.LircMode2,                  AttachTypeOptional),
        new("flow_dissector",          FlowDissector,         A.FlowDissector,              AttachTypeOptional),
        new("cgroup_skb/ingress",      CgroupSkb,             A.CgroupInetIngress,          AttachTypeOptional),
        new("cgroup_skb/egress",       CgroupSkb,             A.CgroupInetEgress,           AttachTypeOptional),
        new("cgroup/skb",              CgroupSkb,             0,                            None),
        new("cgroup/sock_create",      CgroupSock,            A.CgroupInetSockCreate,       None),
        new("cgroup/sock_release",     CgroupSock,            A.CgroupInetSockRelease,      None),
        new("cgroup/sock",             CgroupSock,            A.CgroupInetSockCreate,       AttachTypeOptional),
        new("cgroup/post_bind4",       CgroupSock,            A.CgroupInet4PostBind,        None),
        new("cgroup/post_bind6",       CgroupSock,            A.CgroupInet6PostBind,        None),
        new("cgroup/bind4",            CgroupSockAddr,        A.CgroupInet4Bind,            None),
        new("cgroup/bind6",            CgroupSockAddr,        A.CgroupInet6Bind,            None),
        new("cgroup/connect4",         CgroupSockAddr,        A.CgroupInet4Connect,         None),
        new("cgroup/connect6",         CgroupSockAddr,        A.CgroupInet6Connect,         None),
        new("cgroup/connect_unix",     CgroupSockAddr,        A.CgroupUnixConnect,          None),
        new("cgroup/sendmsg4",         CgroupSockAddr,        A.CgroupUdp4Sendmsg,          None),
        new("cgroup/sendmsg6",         CgroupSockAddr,        A.CgroupUdp6Sendmsg,          None),
        new("cgroup/sendmsg_unix",     CgroupSockAddr,        A.CgroupUnixSendmsg,          None),
        new("cgroup/recvmsg4",         CgroupSockAddr,        A.CgroupUdp4Recvmsg,          None),
        new("cgroup/recvmsg6",         CgroupSockAddr,        A.CgroupUdp6Recvmsg,          None),
        new("cgroup/recvmsg_unix",     CgroupSockAddr,        A.CgroupUnixRecvmsg,          None),
        new("cgroup/getpeername4",     CgroupSockAddr,        A.CgroupInet4Getpeername,     None),
        new("cgroup/getpeername6",     CgroupSockAddr,        A.CgroupInet6Getpeername,     None),
        new("cgroup/getpeername_unix", CgroupSockAddr,        A.CgroupUnixGetpeername,      None),
        new("cgroup/getsockname4",     CgroupSockAddr,        A.CgroupInet4Getsockname,     None),
        new("cgroup/getsockname6",     CgroupSockAddr,        A.CgroupInet6Getsockname,     None),
        new("cgroup/getsockname_unix", CgroupSockAddr,        A.CgroupUnixGetsockname,      None),
        new("cgroup/sysctl",           CgroupSysctl,          A.CgroupSysctl,               None),
        new("cgroup/getsockopt",       CgroupSockopt,         A.CgroupGetsockopt,           None),
        new("cgroup/setsockopt",       CgroupSockopt,         A.CgroupSetsockopt,           None),
        new("cgroup/dev",              CgroupDevice,          A.CgroupDevice,               AttachTypeOptional),
        new("struct_ops",              StructOps,             0,                            Target),
        new("struct_ops.s",            StructOps,             0,                            Target | Sleepable),
        new("sk_lookup",               SkLookup,              A.SkLookup,                   None),
        new("netfilter",               Netfilter,             A.Netfilter,                  None),
    ];

    /// <summary>The row that a section name matches.</summary>
    /// <param name="section">An ELF section name, for example <c>tp/syscalls/sys_enter_openat</c>; a leading <c>?</c>
    /// (libbpf: not loaded unless asked for) is not part of the name.</param>
    /// <returns>The row; null where no row matches.</returns>
    public static SectionPattern? Find(string section)
    {
        foreach (SectionPattern row in All)
        {
            if (row.Matches(section))
                return row;
        }

        return null;
    }
}
