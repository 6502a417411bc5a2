// Rests on: Documentation/bpf/libbpf/program_types.rst, messages of real verdicts, probes of 6.12.107, 6.18.44 and 7.2.13.
using System;
using System.Collections.Generic;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier.Checks;

/// <summary>Helpers that the hook, not the program type alone, allows.</summary>
internal static class HookHelpers
{
    // Security hooks that hold a socket on which options may be set.
    private static readonly HashSet<string> SocketOptionHooks =
    [
        "bpf_lsm_inet_conn_established", "bpf_lsm_inet_csk_clone", "bpf_lsm_sock_graft", "bpf_lsm_socket_post_create", "bpf_lsm_socket_socketpair",
    ];

    private static readonly Version RetvalSince = new(5, 18);
    private static readonly Version IteratorSocketOptions = new(5, 15);
    private static readonly Version TracepointCookies = new(6, 10);
    private static readonly Version V612 = new(6, 12);
    private static readonly Version V72 = new(7, 2);

    /// <summary>Whether the hook decides, and how.</summary>
    /// <returns>Null where it doesn't.</returns>
    public static bool? Allows(ProgramType program, AttachType attach, string target, StructOps? structOps, HelperId id, Version kernel) => program switch
    {
        ProgramType.Tracing => AllowsTracing(attach, target, id, kernel),
        ProgramType.Lsm when id is HelperId.Setsockopt or HelperId.Getsockopt =>
            attach == AttachType.LsmCgroup && SocketOptionHooks.Contains(target),
        ProgramType.StructOps when Array.IndexOf(structOps!.Helpers, id) >= 0 =>
            id is not (HelperId.Setsockopt or HelperId.Getsockopt) || target != "release",
        ProgramType.CgroupDevice or ProgramType.CgroupSkb or ProgramType.CgroupSock or ProgramType.CgroupSockAddr
            or ProgramType.CgroupSockopt or ProgramType.CgroupSysctl or ProgramType.SockOps => AllowsCgroup(program, attach, id, kernel),
        _ => null,
    };

    // Functions that are called without the locks that making a path's name takes.
    private static readonly HashSet<string> PathNameTargets =
    [
        "dentry_open", "filp_close", "security_file_open", "security_file_permission", "security_inode_getattr", "security_path_truncate",
        "vfs_fallocate", "vfs_getattr", "vfs_truncate",
    ];

    /// <summary>True where the program may call the helper, but not while it is attached there: the helper may run in that very place.</summary>
    public static bool IsRefusedAt(ProgramType program, AttachType attach, string target, HelperId id, Version kernel) => id switch
    {
        HelperId.DPath when program == ProgramType.Lsm => !LsmHooks.MaySleep(target, kernel),
        HelperId.DPath when program == ProgramType.Tracing => attach != AttachType.TraceIter && !PathNameTargets.Contains(target),
        HelperId.ImaInodeHash or HelperId.ImaFileHash => !LsmHooks.MaySleep(target, kernel),
        HelperId.SkStorageGet or HelperId.SkStorageDelete when program == ProgramType.Tracing =>
            attach != AttachType.TraceIter && target.StartsWith("bpf_sk_storage", StringComparison.Ordinal),
        _ => false,
    };

    private static bool? AllowsCgroup(ProgramType program, AttachType attach, HelperId id, Version kernel) => id switch
    {
        HelperId.Bind => program == ProgramType.CgroupSockAddr && attach is AttachType.CgroupInet4Connect or AttachType.CgroupInet6Connect,
        HelperId.GetRetval or HelperId.SetRetval => kernel >= RetvalSince && attach is not (AttachType.CgroupInetIngress
            or AttachType.CgroupInetEgress or AttachType.CgroupSockOps or AttachType.CgroupUdp4Recvmsg or AttachType.CgroupUdp6Recvmsg
            or AttachType.CgroupInet4Getpeername or AttachType.CgroupInet6Getpeername or AttachType.CgroupInet4Getsockname
            or AttachType.CgroupInet6Getsockname or AttachType.CgroupUnixRecvmsg or AttachType.CgroupUnixGetpeername
            or AttachType.CgroupUnixGetsockname),
        HelperId.Setsockopt or HelperId.Getsockopt when program == ProgramType.CgroupSockopt => attach == AttachType.CgroupSetsockopt,
        HelperId.Setsockopt or HelperId.Getsockopt when program == ProgramType.CgroupSock =>
            kernel >= V72 && attach == AttachType.CgroupInetSockCreate,
        HelperId.Setsockopt or HelperId.Getsockopt when program == ProgramType.CgroupSockAddr && kernel >= V72 =>
            attach is not (AttachType.CgroupUnixGetpeername or AttachType.CgroupUnixGetsockname),
        HelperId.Setsockopt or HelperId.Getsockopt when program == ProgramType.CgroupSockAddr && kernel >= V612 => true,
        HelperId.Setsockopt or HelperId.Getsockopt when program == ProgramType.CgroupSockAddr =>
            throw new NotModeledException("socket options in cgroup_sock_addr programs of old kernels"),
        _ => null,
    };

    private static bool? AllowsTracing(AttachType attach, string target, HelperId id, Version kernel)
    {
        bool iterator = attach == AttachType.TraceIter;
        bool trampoline = attach is AttachType.TraceFentry or AttachType.TraceFexit or AttachType.ModifyReturn;
        return id switch
        {
            HelperId.SeqPrintf or HelperId.SeqWrite or HelperId.SeqPrintfBtf => iterator,
            HelperId.Setsockopt or HelperId.Getsockopt => kernel >= IteratorSocketOptions && iterator && target is "bpf_iter_tcp" or "bpf_iter_udp" or "bpf_iter_unix",
            HelperId.GetFuncArg or HelperId.GetFuncRet or HelperId.GetFuncArgCnt or HelperId.GetFuncIp => trampoline,
            HelperId.GetAttachCookie => trampoline || (attach == AttachType.TraceRawTp && kernel >= TracepointCookies),
            _ => null,
        };
    }
}
