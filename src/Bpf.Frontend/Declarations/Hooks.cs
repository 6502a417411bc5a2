using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using static Bpf.Frontend.Declarations.HookContext;
using A = Bpf.Core.Kernel.AttachType;
using P = Bpf.Core.Kernel.ProgramType;

namespace Bpf.Frontend.Declarations;

/// <summary>The hook attributes. Section names: libbpf's program_types.rst.</summary>
internal static class Hooks
{
    private static readonly Hook[] s_rows =
    [
        //  attribute          program type      attach type      section           context
        new("Xdp",             P.Xdp,            A.Xdp,           "xdp",            Handle("XdpContext")),
        new("Tracepoint",      P.Tracepoint,     default,         "tracepoint",     AnyStruct),
        new("RawTracepoint",   P.RawTracepoint,  default,         "raw_tracepoint", Struct("RawTracepointArgs")),
        new("WritableRawTracepoint", P.RawTracepointWritable, default, "raw_tracepoint.w", Struct("RawTracepointArgs")),
        new("BtfTracepoint",   P.Tracing,        A.TraceRawTp,    "tp_btf",         Struct("FunctionArgs")),
        new("Kprobe",          P.Kprobe,         default,         "kprobe",         Struct("PtRegs")),
        new("Kretprobe",       P.Kprobe,         default,         "kretprobe",      Struct("PtRegs")),
        new("KprobeMulti",     P.Kprobe,         A.TraceKprobeMulti, "kprobe.multi", Struct("PtRegs")),
        new("KretprobeMulti",  P.Kprobe,         A.TraceKprobeMulti, "kretprobe.multi", Struct("PtRegs")),
        new("Ksyscall",        P.Kprobe,         default,         "ksyscall",       Struct("PtRegs")),
        new("KprobeSession",   P.Kprobe,         A.TraceKprobeSession, "kprobe.session", Struct("PtRegs")),
        new("Kretsyscall",     P.Kprobe,         default,         "kretsyscall",    Struct("PtRegs")),
        new("Uprobe",          P.Kprobe,         default,         "uprobe",         Struct("PtRegs"), ":"),
        new("Uretprobe",       P.Kprobe,         default,         "uretprobe",      Struct("PtRegs"), ":"),
        new("UprobeMulti",     P.Kprobe,         A.TraceUprobeMulti, "uprobe.multi", Struct("PtRegs"), ":"),
        new("UretprobeMulti",  P.Kprobe,         A.TraceUprobeMulti, "uretprobe.multi", Struct("PtRegs"), ":"),
        new("UprobeSession",   P.Kprobe,         A.TraceUprobeSession, "uprobe.session", Struct("PtRegs"), ":"),
        new("Usdt",            P.Kprobe,         default,         "usdt",           Struct("PtRegs"), ":"),
        new("Fentry",          P.Tracing,        A.TraceFentry,   "fentry",         Struct("FunctionArgs")),
        new("Fexit",           P.Tracing,        A.TraceFexit,    "fexit",          Struct("FunctionExit")),
        new("FmodRet",         P.Tracing,        A.ModifyReturn,  "fmod_ret",       Struct("FunctionExit")),
        new("Lsm",             P.Lsm,            A.LsmMac,        "lsm",            Struct("FunctionArgs")),
        new("LsmCgroup",       P.Lsm,            A.LsmCgroup,     "lsm_cgroup",     Struct("FunctionArgs")),
        new("StructOps",       P.StructOps,      default,         "struct_ops",     Struct("FunctionArgs"), "."),
        new("Iterator",        P.Tracing,        A.TraceIter,     "iter",           AnyStruct),
        new("PerfEvent",       P.PerfEvent,      default,         "perf_event",     Struct("PerfEventData")),
        new("SocketFilter",    P.SocketFilter,   default,         "socket",         Struct("SkBuff")),
        new("Tc",              P.SchedCls,       default,         "tc",             Struct("SkBuff")),
        new("Netkit",          P.SchedCls,       default,         "",               Struct("SkBuff")),
        new("XdpDevMap",       P.Xdp,            A.XdpDevmap,     "xdp/devmap",     Handle("XdpContext")),
        new("XdpCpuMap",       P.Xdp,            A.XdpCpumap,     "xdp/cpumap",     Handle("XdpContext")),
        new("Netfilter",       P.Netfilter,      A.Netfilter,     "netfilter",      Struct("FunctionArgs")),
        new("FlowDissector",   P.FlowDissector,  A.FlowDissector, "flow_dissector", Struct("SkBuff")),
        new("LwtIn",           P.LwtIn,          default,         "lwt_in",         Struct("SkBuff")),
        new("LwtOut",          P.LwtOut,         default,         "lwt_out",        Struct("SkBuff")),
        new("LwtXmit",         P.LwtXmit,        default,         "lwt_xmit",       Struct("SkBuff")),
        new("LwtSeg6Local",    P.LwtSeg6local,   default,         "lwt_seg6local",  Struct("SkBuff")),
        new("CgroupSkb",       P.CgroupSkb,      default,         "",               Struct("SkBuff")),
        new("CgroupSock",      P.CgroupSock,     default,         "",               Struct("CgroupSock")),
        new("CgroupSockAddr",  P.CgroupSockAddr, default,         "",               Struct("SockAddr")),
        new("CgroupSockopt",   P.CgroupSockopt,  default,         "",               Struct("Sockopt")),
        new("CgroupSysctl",    P.CgroupSysctl,   A.CgroupSysctl,  "cgroup/sysctl",  Struct("Sysctl")),
        new("CgroupDevice",    P.CgroupDevice,   A.CgroupDevice,  "cgroup/dev",     Struct("DeviceAccess")),
        new("SockOps",         P.SockOps,        A.CgroupSockOps, "sockops",        Struct("SockOps")),
        new("SkSkb",           P.SkSkb,          default,         "",               Struct("SkBuff")),
        new("SkMsg",           P.SkMsg,          A.SkMsgVerdict,  "sk_msg",         Struct("SkMsg")),
        new("SkLookup",        P.SkLookup,       A.SkLookup,      "sk_lookup",      Struct("SkLookup")),
        new("SkReuseport",     P.SkReuseport,    A.SkReuseportSelect, "sk_reuseport", Struct("SkReuseport")),
        new("Syscall",         P.Syscall,        default,         "syscall",        AnyStruct),
    ];

    private static readonly Dictionary<string, Hook> s_byName =
        s_rows.ToDictionary(r => WellKnownNames.Namespace + "." + r.Kind + "Attribute");

    private static readonly HashSet<string> s_contexts = [.. s_rows.Select(r => r.Context.Type).OfType<string>()];

    /// <summary>True for our types of contexts.</summary>
    public static bool IsContext(ITypeSymbol type) => s_contexts.Contains(type.MetadataFullName());

    /// <summary>The row of an attribute class, or null where it is no hook.</summary>
    public static Hook? Find(string metadataName) => s_byName.TryGetValue(metadataName, out Hook? row) ? row : null;
}
