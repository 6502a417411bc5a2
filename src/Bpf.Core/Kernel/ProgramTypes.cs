using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using static Bpf.Core.Kernel.ContextLayouts;
using static Bpf.Core.Kernel.PacketAccess;
using static Bpf.Core.Kernel.ProgramType;

namespace Bpf.Core.Kernel;

/// <summary>The table of program types: one row a type.</summary>
/// <remarks>
/// Sources: numbers include/uapi/linux/bpf.h; packet access <c>may_access_direct_pkt_data</c> and return values
/// <c>check_return_code</c>, kernel/bpf/verifier.c (Linux 6.12); license <c>check_attach_btf_id</c>, <c>check_struct_ops_btf_id</c>;
/// capabilities <c>bpf_prog_load</c>, kernel/bpf/syscall.c.
/// </remarks>
public static class ProgramTypes
{
    private static readonly ReturnRange Zero = new(0, 0);
    private static readonly ReturnRange One = new(1, 1);
    private static readonly ReturnRange Verdict = new(0, 1);
    private static readonly ReturnRange VerdictAndFlag = new(0, 3);

    /// <summary>Every program type, ordered by number.</summary>
    public static ImmutableArray<ProgramTypeInfo> All { get; } =
    [
        //  type                    name                      since   context                                   packet     returns
        Row(SocketFilter,          "socket_filter",           "3.19", SocketFilterSkBuff),
        Row(Kprobe,                "kprobe",                  "4.1",  PtRegs,                                   None,      null,
            new() { [AttachType.TraceKprobeSession] = Verdict, [AttachType.TraceUprobeSession] = Verdict }),
        Row(SchedCls,              "sched_cls",               "4.1",  TrafficControlSkBuff,                     ReadWrite),
        Row(SchedAct,              "sched_act",               "4.1",  TrafficControlSkBuff,                     ReadWrite),
        Row(ProgramType.Tracepoint, "tracepoint",             "4.7",  ContextLayouts.Tracepoint),
        Row(Xdp,                   "xdp",                     "4.8",  XdpMd,                                    ReadWrite),
        Row(PerfEvent,             "perf_event",              "4.9",  PerfEventData),
        Row(CgroupSkb,             "cgroup_skb",              "4.10", CgroupSkBuff,                             Read,      Verdict,
            new() { [AttachType.CgroupInetEgress] = VerdictAndFlag }),
        Row(ProgramType.CgroupSock, "cgroup_sock",            "4.10", ContextLayouts.CgroupSock,                None,      Verdict),
        Row(LwtIn,                 "lwt_in",                  "4.10", LwtSkBuff,                                Read),
        Row(LwtOut,                "lwt_out",                 "4.10", LwtSkBuff,                                Read),
        Row(LwtXmit,               "lwt_xmit",                "4.10", LwtSkBuff,                                ReadWrite),
        Row(ProgramType.SockOps,   "sock_ops",                "4.13", ContextLayouts.SockOps,                   None,      Verdict),
        Row(SkSkb,                 "sk_skb",                  "4.14", SkSkbSkBuff,                              ReadWrite),
        Row(ProgramType.CgroupDevice, "cgroup_device",        "4.15", ContextLayouts.CgroupDevice,              None,      Verdict),
        Row(SkMsg,                 "sk_msg",                  "4.17", SkMsgMd,                                  ReadWrite),
        Row(RawTracepoint,         "raw_tracepoint",          "4.17", RawTracepointArgs),
        Row(CgroupSockAddr,        "cgroup_sock_addr",        "4.17", SockAddr,                                 None,      Verdict,
            new()
            {
                [AttachType.CgroupInet4Bind] = VerdictAndFlag,
                [AttachType.CgroupInet6Bind] = VerdictAndFlag,
                [AttachType.CgroupUdp4Recvmsg] = One,
                [AttachType.CgroupUdp6Recvmsg] = One,
                [AttachType.CgroupUnixRecvmsg] = One,
                [AttachType.CgroupInet4Getpeername] = One,
                [AttachType.CgroupInet6Getpeername] = One,
                [AttachType.CgroupUnixGetpeername] = One,
                [AttachType.CgroupInet4Getsockname] = One,
                [AttachType.CgroupInet6Getsockname] = One,
                [AttachType.CgroupUnixGetsockname] = One,
            }),
        Row(LwtSeg6local,          "lwt_seg6local",           "4.18", LwtSkBuff,                                Read),
        Row(LircMode2,             "lirc_mode2",              "4.18", LircSample),
        Row(SkReuseport,           "sk_reuseport",            "4.19", SkReuseportMd,                            Read),
        Row(FlowDissector,         "flow_dissector",          "4.20", FlowDissectorSkBuff,                      Read),
        Row(CgroupSysctl,          "cgroup_sysctl",           "5.2",  Sysctl,                                   None,      Verdict),
        Row(RawTracepointWritable, "raw_tracepoint_writable", "5.2",  RawTracepointWritableArgs),
        Row(CgroupSockopt,         "cgroup_sockopt",          "5.3",  Sockopt,                                  ReadWrite, Verdict),
        Row(Tracing,               "tracing",                 "5.5",  null,                                     None,      null,
            new()
            {
                [AttachType.TraceFentry] = Zero,
                [AttachType.TraceFexit] = Zero,
                [AttachType.TraceIter] = Verdict,
            }),
        Row(StructOps,             "struct_ops",              "5.6",  null) with { GplOnly = true, ReturnsByTarget = true },
        Row(Ext,                   "ext",                     "5.6",  null) with { ReturnsByTarget = true },
        Row(Lsm,                   "lsm",                     "5.7",  null) with { GplOnly = true, ReturnsByTarget = true },
        Row(ProgramType.SkLookup,  "sk_lookup",               "5.9",  ContextLayouts.SkLookup,                  None,      Verdict),
        Row(ProgramType.Syscall,   "syscall",                 "5.14", ContextLayouts.Syscall),
        Row(ProgramType.Netfilter, "netfilter",               "6.4",  ContextLayouts.Netfilter,                 None,      Verdict),
    ];

    private static readonly Dictionary<string, ProgramTypeInfo> Names = All.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The row of a program type.</summary>
    /// <param name="type">The kernel's number.</param>
    /// <returns>The row; null where the number names no program type.</returns>
    public static ProgramTypeInfo? Find(ProgramType type) =>
        (uint)((int)type - 1) < (uint)All.Length ? All[(int)type - 1] : null;

    /// <summary>The row of a program type by its name in bpftool.</summary>
    /// <param name="name">For example <c>sched_cls</c>.</param>
    /// <returns>The row; null where no program type has the name.</returns>
    public static ProgramTypeInfo? Find(string name) => Names.TryGetValue(name, out ProgramTypeInfo? row) ? row : null;

    private static ProgramTypeInfo Row(
        ProgramType type,
        string name,
        string since,
        ContextLayout? context,
        PacketAccess packet = None,
        ReturnRange? returns = null,
        Dictionary<AttachType, ReturnRange>? byAttachType = null) => new()
        {
            Type = type,
            Name = name,
            Since = Version.Parse(since),
            Context = context,
            Packet = packet,
            Capabilities = CapabilitiesFor(type),
            Returns = returns,
            ReturnsByAttachType = (byAttachType ?? []).ToImmutableDictionary(),
        };

    private static Capabilities CapabilitiesFor(ProgramType type) => type switch
    {
        SocketFilter or CgroupSkb => Capabilities.None,
        LircMode2 or SkReuseport or ProgramType.SkLookup or ProgramType.Syscall => Capabilities.Bpf,
        Ext => Capabilities.Bpf | Capabilities.NetAdmin | Capabilities.Perfmon,
        Kprobe or ProgramType.Tracepoint or PerfEvent or RawTracepoint or RawTracepointWritable or Tracing or StructOps or Lsm =>
            Capabilities.Bpf | Capabilities.Perfmon,
        _ => Capabilities.Bpf | Capabilities.NetAdmin,
    };
}
