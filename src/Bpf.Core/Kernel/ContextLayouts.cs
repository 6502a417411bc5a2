using System;
using System.Collections.Immutable;
using System.Linq;
using static Bpf.Core.Kernel.AttachType;
using static Bpf.Core.Kernel.ContextAccess;
using static Bpf.Core.Kernel.ContextYield;

namespace Bpf.Core.Kernel;

/// <summary>The contexts of program types, with what each may reach in them, as of Linux 6.12.</summary>
/// <remarks>
/// Sources: layouts include/uapi/linux/{bpf,bpf_perf_event}.h; access the <c>is_valid_access</c> callbacks in net/core/filter.c,
/// kernel/bpf/{cgroup,syscall}.c, kernel/trace/bpf_trace.c, net/netfilter/nf_bpf_link.c, drivers/media/rc/bpf-lirc.c.
/// Register structures are those of x86-64.
/// </remarks>
public static class ContextLayouts
{
    private const ContextAccess ReadNarrow = Read | Narrow;
    private const ContextAccess ReadStart = Read | NarrowAtStart;
    private const ContextAccess ReadWrite = Read | Write;

    /// <summary>The size of <c>struct pt_regs</c> on x86-64.</summary>
    private const int PtRegsSize = 168;

    private static readonly ImmutableArray<AttachType> SocketLife = [CgroupInetSockCreate, CgroupInetSockRelease];

    private static readonly ImmutableArray<AttachType> Inet4Addresses =
        [CgroupInet4Bind, CgroupInet4Connect, CgroupInet4Getpeername, CgroupInet4Getsockname, CgroupUdp4Sendmsg, CgroupUdp4Recvmsg];

    private static readonly ImmutableArray<AttachType> Inet6Addresses =
        [CgroupInet6Bind, CgroupInet6Connect, CgroupInet6Getpeername, CgroupInet6Getsockname, CgroupUdp6Sendmsg, CgroupUdp6Recvmsg];

    /// <summary><c>struct xdp_md</c>.</summary>
    public static readonly ContextLayout XdpMd = new("xdp_md", 24,
    [
        //  name              offset size access
        new("data",                0,  4, Read, PtrToPacket),
        new("data_end",            4,  4, Read, PtrToPacketEnd),
        new("data_meta",           8,  4, Read, PtrToPacketMeta),
        new("ingress_ifindex",    12,  4, Read),
        new("rx_queue_index",     16,  4, Read),
        new("egress_ifindex",     20,  4, Read) { AttachTypes = [XdpDevmap] },
    ]);

    /// <summary>What a tracepoint's record holds after the common part's first 8 bytes (<c>PERF_MAX_TRACE_SIZE</c>).</summary>
    /// <remarks>Up to 6.18 at least the kernel also takes negative offsets (an unsigned comparison); they are refused here.</remarks>
    public static readonly ContextLayout Tracepoint = new("tracepoint record", 8192, [new("record", 8, 8192 - 8, Read | AnySize)]);

    /// <summary><c>struct bpf_raw_tracepoint_args</c>: up to 12 arguments (<c>MAX_BPF_FUNC_ARGS</c>).</summary>
    public static readonly ContextLayout RawTracepointArgs = new("bpf_raw_tracepoint_args", 96, [new("args", 0, 96, Read | AnySize)]);

    /// <summary><c>struct bpf_raw_tracepoint_args</c> where the first argument is a buffer that may be written.</summary>
    public static readonly ContextLayout RawTracepointWritableArgs = new("bpf_raw_tracepoint_args", 96,
    [
        new("args[0]",             0,  8, Read, PtrToTpBuffer),
        new("args",                1, 95, Read | AnySize),
    ]);

    /// <summary><c>struct pt_regs</c> of x86-64.</summary>
    public static readonly ContextLayout PtRegs = new("pt_regs", PtRegsSize,
    [
        new("regs",                0, PtRegsSize, Read | AnySize),
        new("regs",                0, PtRegsSize, ReadWrite | AnySize) { Since = new(7, 2) }, // where the probe is in user space; 6.18 refuses it
    ]);

    /// <summary><c>struct bpf_perf_event_data</c> of x86-64.</summary>
    public static readonly ContextLayout PerfEventData = new("bpf_perf_event_data", PtRegsSize + 16,
    [
        .. Array("regs", 0, 8, PtRegsSize / 8, Read),
        new("sample_period",     168,  8, ReadNarrow),
        new("addr",              176,  8, ReadNarrow),
    ]);

    /// <summary><c>struct __sk_buff</c> for socket filters.</summary>
    public static readonly ContextLayout SocketFilterSkBuff = SkBuff(
        writable: ["cb"],
        hidden: ["tc_classid", "data", "data_meta", "data_end", "family", "remote_ip4", "local_ip4", "remote_ip6", "local_ip6", "remote_port", "local_port", "tstamp", "wire_len", "hwtstamp", "tstamp_type"]);

    /// <summary><c>struct __sk_buff</c> for traffic control.</summary>
    public static readonly ContextLayout TrafficControlSkBuff = SkBuff(
        writable: ["mark", "tc_index", "priority", "tc_classid", "cb", "tstamp", "queue_mapping"],
        hidden: ["family", "remote_ip4", "local_ip4", "remote_ip6", "local_ip6", "remote_port", "local_port"]);

    /// <summary><c>struct __sk_buff</c> for control groups.</summary>
    public static readonly ContextLayout CgroupSkBuff = SkBuff(
        writable: ["mark", "priority", "cb", "tstamp"],
        hidden: ["tc_classid", "data_meta", "wire_len", "tstamp_type"]);

    /// <summary><c>struct __sk_buff</c> for lightweight tunnels.</summary>
    public static readonly ContextLayout LwtSkBuff = SkBuff(
        writable: ["mark", "priority", "cb"],
        hidden: ["tc_classid", "family", "remote_ip4", "local_ip4", "remote_ip6", "local_ip6", "remote_port", "local_port", "data_meta", "tstamp", "wire_len", "hwtstamp", "tstamp_type"]);

    /// <summary><c>struct __sk_buff</c> for socket maps.</summary>
    public static readonly ContextLayout SkSkbSkBuff = SkBuff(
        writable: ["tc_index", "priority"],
        hidden: ["tc_classid", "data_meta", "tstamp", "wire_len", "hwtstamp", "tstamp_type", "mark"]);

    /// <summary><c>struct __sk_buff</c> for the flow dissector.</summary>
    public static readonly ContextLayout FlowDissectorSkBuff = new("__sk_buff", 192,
    [
        new("data",               76,  4, Read, PtrToPacket),
        new("data_end",           80,  4, Read, PtrToPacketEnd),
        new("flow_keys",         144,  8, Read, PtrToFlowKeys),
    ]);

    /// <summary><c>struct bpf_sock</c> for control-group socket programs.</summary>
    public static readonly ContextLayout CgroupSock = new("bpf_sock", 80,
    [
        new("bound_dev_if",        0,  4, ReadWrite) { AttachTypes = SocketLife },
        new("family",              4,  4, ReadStart),
        new("type",                8,  4, ReadStart),
        new("protocol",           12,  4, ReadStart),
        new("mark",               16,  4, ReadWrite) { AttachTypes = SocketLife },
        new("priority",           20,  4, ReadWrite) { AttachTypes = SocketLife },
        new("src_ip4",            24,  4, ReadNarrow) { AttachTypes = [CgroupInet4PostBind] },
        .. Array("src_ip6",       28,  4, 4, ReadNarrow, attach: CgroupInet6PostBind),
        new("src_port",           44,  4, ReadStart) { AttachTypes = [CgroupInet4PostBind, CgroupInet6PostBind] },
        new("dst_port",           48,  2, ReadNarrow),
        new("dst_port",           48,  4, Read),
        new("dst_ip4",            52,  4, ReadNarrow),
        .. Array("dst_ip6",       56,  4, 4, ReadNarrow),
        new("state",              72,  4, ReadStart),
        new("rx_queue_mapping",   76,  4, ReadStart),
    ]);

    /// <summary><c>struct bpf_sock_addr</c>.</summary>
    public static readonly ContextLayout SockAddr = new("bpf_sock_addr", 72,
    [
        new("user_family",         0,  4, Read),
        new("user_ip4",            4,  4, ReadWrite | Narrow) { AttachTypes = Inet4Addresses },
        new("user_ip6[0]",         8,  4, ReadWrite | Narrow | Wide) { AttachTypes = Inet6Addresses },
        new("user_ip6[1]",        12,  4, ReadWrite | Narrow) { AttachTypes = Inet6Addresses },
        new("user_ip6[2]",        16,  4, ReadWrite | Narrow | Wide) { AttachTypes = Inet6Addresses },
        new("user_ip6[3]",        20,  4, ReadWrite | Narrow) { AttachTypes = Inet6Addresses },
        new("user_port",          24,  4, ReadWrite | Narrow),
        new("family",             28,  4, Read),
        new("type",               32,  4, Read),
        new("protocol",           36,  4, Read),
        new("msg_src_ip4",        40,  4, ReadWrite | Narrow) { AttachTypes = [CgroupUdp4Sendmsg] },
        new("msg_src_ip6[0]",     44,  4, ReadWrite | Narrow) { AttachTypes = [CgroupUdp6Sendmsg] },
        new("msg_src_ip6[1]",     48,  4, ReadWrite | Narrow | Wide) { AttachTypes = [CgroupUdp6Sendmsg] },
        new("msg_src_ip6[2]",     52,  4, ReadWrite | Narrow) { AttachTypes = [CgroupUdp6Sendmsg] },
        new("msg_src_ip6[3]",     56,  4, ReadWrite | Narrow) { AttachTypes = [CgroupUdp6Sendmsg] },
        new("sk",                 64,  8, Read, PtrToSocket),
    ]);

    /// <summary><c>struct sk_msg_md</c>.</summary>
    public static readonly ContextLayout SkMsgMd = new("sk_msg_md", 80,
    [
        new("data",                0,  8, Read, PtrToPacket),
        new("data_end",            8,  8, Read, PtrToPacketEnd),
        new("family",             16,  4, Read),
        new("remote_ip4",         20,  4, Read),
        new("local_ip4",          24,  4, Read),
        .. Array("remote_ip6",    28,  4, 4, Read),
        .. Array("local_ip6",     44,  4, 4, Read),
        new("remote_port",        60,  4, Read),
        new("local_port",         64,  4, Read),
        new("size",               68,  4, Read),
        new("sk",                 72,  8, Read, PtrToSocket),
    ]);

    /// <summary><c>struct sk_reuseport_md</c>.</summary>
    public static readonly ContextLayout SkReuseportMd = new("sk_reuseport_md", 56,
    [
        new("data",                0,  8, Read, PtrToPacket),
        new("data_end",            8,  8, Read, PtrToPacketEnd),
        new("len",                16,  4, ReadNarrow),
        new("eth_protocol",       20,  4, Read),
        new("eth_protocol",       20,  2, Read),
        new("eth_protocol",       22,  2, Read),
        new("ip_protocol",        24,  4, ReadNarrow),
        new("bind_inany",         28,  4, ReadNarrow),
        new("hash",               32,  4, Read),
        new("sk",                 40,  8, Read, PtrToSocket) { Since = V(5, 14) },
        new("migrating_sk",       48,  8, Read, PtrToSockCommonOrNull) { Since = V(5, 14) },
    ]);

    /// <summary><c>struct bpf_sock_ops</c>.</summary>
    public static readonly ContextLayout SockOps = new("bpf_sock_ops", 224,
    [
        new("op",                  0,  4, Read),
        new("reply",               4,  4, ReadWrite),
        .. Array("args",           8,  4, 3, Read, first: 1),
        new("family",             20,  4, Read),
        new("remote_ip4",         24,  4, Read),
        new("local_ip4",          28,  4, Read),
        .. Array("remote_ip6",    32,  4, 4, Read),
        .. Array("local_ip6",     48,  4, 4, Read),
        new("remote_port",        64,  4, Read),
        new("local_port",         68,  4, Read),
        new("is_fullsock",        72,  4, Read),
        new("snd_cwnd",           76,  4, Read),
        new("srtt_us",            80,  4, Read),
        new("bpf_sock_ops_cb_flags", 84, 4, Read),
        new("state",              88,  4, Read),
        new("rtt_min",            92,  4, Read),
        new("snd_ssthresh",       96,  4, Read),
        new("rcv_nxt",           100,  4, Read),
        new("snd_nxt",           104,  4, Read),
        new("snd_una",           108,  4, Read),
        new("mss_cache",         112,  4, Read),
        new("ecn_flags",         116,  4, Read),
        new("rate_delivered",    120,  4, Read),
        new("rate_interval_us",  124,  4, Read),
        new("packets_out",       128,  4, Read),
        new("retrans_out",       132,  4, Read),
        new("total_retrans",     136,  4, Read),
        new("segs_in",           140,  4, Read),
        new("data_segs_in",      144,  4, Read),
        new("segs_out",          148,  4, Read),
        new("data_segs_out",     152,  4, Read),
        new("lost_out",          156,  4, Read),
        new("sacked_out",        160,  4, Read),
        new("sk_txhash",         164,  4, ReadWrite),
        new("bytes_received",    168,  8, Read),
        new("bytes_acked",       176,  8, Read),
        new("sk",                184,  8, Read, PtrToSocketOrNull),
        new("skb_data",          192,  8, Read, PtrToPacket),
        new("skb_data_end",      200,  8, Read, PtrToPacketEnd),
        new("skb_len",           208,  4, Read),
        new("skb_tcp_flags",     212,  4, ReadStart),
        new("skb_hwtstamp",      216,  8, Read) { Since = V(6, 2) },
    ]);

    /// <summary><c>struct bpf_cgroup_dev_ctx</c>.</summary>
    public static readonly ContextLayout CgroupDevice = new("bpf_cgroup_dev_ctx", 12,
    [
        new("access_type",         0,  4, ReadNarrow),
        new("major",               4,  4, Read),
        new("minor",               8,  4, Read),
    ]);

    /// <summary><c>struct bpf_sysctl</c>.</summary>
    public static readonly ContextLayout Sysctl = new("bpf_sysctl", 8,
    [
        new("write",               0,  4, ReadNarrow),
        new("file_pos",            4,  4, ReadWrite | Narrow),
    ]);

    /// <summary><c>struct bpf_sockopt</c>; the option's bytes are reached like a packet.</summary>
    public static readonly ContextLayout Sockopt = new("bpf_sockopt", 40,
    [
        new("sk",                  0,  8, Read, PtrToSocket),
        new("optval",              8,  8, Read, PtrToPacket),
        new("optval_end",         16,  8, Read, PtrToPacketEnd),
        new("level",              24,  4, ReadWrite) { WriteAttachTypes = [CgroupSetsockopt] },
        new("optname",            28,  4, ReadWrite) { WriteAttachTypes = [CgroupSetsockopt] },
        new("optlen",             32,  4, ReadWrite),
        new("retval",             36,  4, ReadWrite) { AttachTypes = [CgroupGetsockopt] },
    ]);

    /// <summary><c>struct bpf_sk_lookup</c>.</summary>
    public static readonly ContextLayout SkLookup = new("bpf_sk_lookup", 72,
    [
        new("sk",                  0,  8, Read, PtrToSocketOrNull),
        new("family",              8,  4, ReadNarrow),
        new("protocol",           12,  4, ReadNarrow),
        new("remote_ip4",         16,  4, ReadNarrow),
        .. Array("remote_ip6",    20,  4, 4, ReadNarrow),
        new("remote_port",        36,  2, ReadNarrow),
        new("remote_port",        36,  4, Read),
        new("padding",            38,  2, ReadNarrow), // until 5.17 the upper half of a port of four bytes
        new("local_ip4",          40,  4, ReadNarrow),
        .. Array("local_ip6",     44,  4, 4, ReadNarrow),
        new("local_port",         60,  4, ReadNarrow),
        new("ingress_ifindex",    64,  4, ReadNarrow) { Since = V(5, 17) },
    ]);

    /// <summary>What <c>BPF_PROG_TEST_RUN</c> passed to a system-call program: bytes that it may read and write.</summary>
    public static readonly ContextLayout Syscall = new("bytes of the caller", ushort.MaxValue, [new("bytes", 0, ushort.MaxValue, ReadWrite | AnySize)]);

    /// <summary><c>struct bpf_nf_ctx</c>.</summary>
    public static readonly ContextLayout Netfilter = new("bpf_nf_ctx", 16,
    [
        new("state",               0,  8, Read, PtrToBtfId) { BtfType = "nf_hook_state" },
        new("skb",                 8,  8, Read, PtrToBtfId) { BtfType = "sk_buff" },
    ]);

    /// <summary>One sample of an infrared receiver.</summary>
    public static readonly ContextLayout LircSample = new("lirc sample", 4, [new("sample", 0, 4, Read)]);

    private static ContextLayout SkBuff(ImmutableArray<string> writable, ImmutableArray<string> hidden)
    {
        ImmutableArray<ContextField> all =
        [
            new("len",             0,  4, ReadNarrow),
            new("pkt_type",        4,  4, ReadNarrow),
            new("mark",            8,  4, ReadNarrow),
            new("queue_mapping",  12,  4, ReadNarrow),
            new("protocol",       16,  4, ReadNarrow),
            new("vlan_present",   20,  4, ReadNarrow),
            new("vlan_tci",       24,  4, ReadNarrow),
            new("vlan_proto",     28,  4, ReadNarrow),
            new("priority",       32,  4, ReadNarrow),
            new("ingress_ifindex", 36, 4, ReadNarrow),
            new("ifindex",        40,  4, ReadNarrow),
            new("tc_index",       44,  4, ReadNarrow),
            new("cb",             48, 20, Read | AnySize),
            new("hash",           68,  4, ReadNarrow),
            new("tc_classid",     72,  4, ReadNarrow),
            new("data",           76,  4, Read, PtrToPacket),
            new("data_end",       80,  4, Read, PtrToPacketEnd),
            new("napi_id",        84,  4, ReadNarrow),
            new("family",         88,  4, ReadNarrow),
            new("remote_ip4",     92,  4, Read),
            new("local_ip4",      96,  4, Read),
            .. Array("remote_ip6", 100, 4, 4, Read),
            .. Array("local_ip6", 116, 4, 4, Read),
            new("remote_port",   132,  4, ReadNarrow),
            new("local_port",    136,  4, ReadNarrow),
            new("data_meta",     140,  4, Read, PtrToPacketMeta),
            new("tstamp",        152,  8, Read),
            new("wire_len",      160,  4, ReadNarrow),
            new("gso_segs",      164,  4, ReadNarrow),
            new("sk",            168,  8, Read, PtrToSockCommonOrNull),
            new("gso_size",      176,  4, ReadNarrow),
            new("tstamp_type",   180,  1, Read) { Since = V(5, 18) },
            new("hwtstamp",      184,  8, Read) { Since = V(5, 16) },
        ];
        return new("__sk_buff", 192,
        [
            .. all.Where(field => !hidden.Contains(Plain(field.Name)))
                .Select(field => writable.Contains(field.Name) ? field with { Access = field.Access | Write } : field),
        ]);
    }

    private static string Plain(string name) => name.IndexOf('[') is >= 0 and int bracket ? name.Substring(0, bracket) : name;

    private static ImmutableArray<ContextField> Array(
        string name, int offset, int size, int count, ContextAccess access, AttachType? attach = null, int first = 0) =>
    [
        .. Enumerable.Range(0, count).Select(i => new ContextField($"{name}[{first + i}]", offset + (i * size), size, access)
        {
            AttachTypes = attach is { } only ? [only] : [],
        }),
    ];

    private static Version V(int major, int minor) => new(major, minor);
}
