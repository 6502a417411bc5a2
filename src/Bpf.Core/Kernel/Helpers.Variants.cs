using System.Collections.Immutable;
using static Bpf.Core.Kernel.ArgumentType;
using static Bpf.Core.Kernel.ProgramType;
using Ret = Bpf.Core.Kernel.ReturnType;

namespace Bpf.Core.Kernel;

// Helpers whose prototype depends on the program type: the switches of the *_func_proto functions, Linux 6.12, in
// kernel/bpf/cgroup.c, kernel/bpf/bpf_lsm.c, kernel/trace/bpf_trace.c, net/core/filter.c, net/core/bpf_sk_storage.c.
public static partial class Helpers
{
    private static readonly ImmutableArray<(HelperPrototype Prototype, ImmutableArray<ProgramType> Programs)> Variants =
    [
        //   id  name                  returns                  arguments                                                                            since    traits
        (Row( 17, "get_cgroup_classid", Ret.RetInteger,          [PtrToCtx],                                                                          "4.3"),
            [SchedCls, SchedAct, LwtIn, LwtOut, LwtXmit, LwtSeg6local]),
        (Row( 27, "get_stackid",        Ret.RetInteger,          [PtrToCtx, ConstMapPtr, Anything],                                                   "4.6"),
            [PerfEvent]),
        (Row( 46, "get_socket_cookie",  Ret.RetInteger,          [PtrToBtfIdSockCommon | PtrMaybeNull],                                               "4.12"),
            [Tracing, SkReuseport]),
        (Row( 49, "setsockopt",         Ret.RetInteger,          [PtrToBtfIdSockCommon, Anything, Anything, PtrToRdonlyMem, ConstSize],               "4.13"),
            [Tracing, StructOps, Lsm, CgroupSockopt]),
        (Row( 57, "getsockopt",         Ret.RetInteger,          [PtrToBtfIdSockCommon, Anything, Anything, PtrToUninitMem, ConstSize],               "4.15"),
            [Tracing, StructOps, Lsm, CgroupSockopt]),
        (Row(107, "sk_storage_get",     Ret.PtrToMapValueOrNull, [ConstMapPtr, PtrToCtx, PtrToMapValueOrNull, Anything],                              "5.2"),
            [CgroupSock]),
        (Row(107, "sk_storage_get",     Ret.PtrToMapValueOrNull, [ConstMapPtr, Btf("sock_common", PtrMaybeNull), PtrToMapValueOrNull, Anything],      "5.2"),
            [Tracing]),
        (Row(108, "sk_storage_delete",  Ret.RetInteger,          [ConstMapPtr, Btf("sock_common", PtrMaybeNull)],                                     "5.2"),
            [Tracing]),
        (Row(124, "sk_assign",          Ret.RetInteger,          [PtrToCtx, PtrToSocketOrNull, Anything],                                             "5.9"),
            [SkLookup]),
        (Row(188, "xdp_get_buff_len",   Ret.RetInteger,          [Btf("xdp_buff")],                                                                   "5.18"),
            [Tracing]),
    ];
}
