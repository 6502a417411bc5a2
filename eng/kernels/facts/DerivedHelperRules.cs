using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Kernel;
using static Bpf.Core.Kernel.HelperId;

namespace Bpf.KernelFacts;

/// <summary>
/// bpftool does not probe the helpers of program types that need a target in the kernel's BTF. Their lists are derived from what
/// it did probe, and marked so.
/// </summary>
/// <remarks>Source: <c>tracing_prog_func_proto</c>, kernel/trace/bpf_trace.c; <c>bpf_lsm_func_proto</c>, kernel/bpf/bpf_lsm.c.</remarks>
internal static class DerivedHelperRules
{
    // What tracing programs may call beyond raw tracepoints. Some are for iterators or some hooks only.
    private static readonly ImmutableArray<HelperId> Tracing =
    [
        SkbOutput, XdpOutput, XdpGetBuffLen, SkcToTcp6Sock, SkcToTcpSock, SkcToTcpTimewaitSock, SkcToTcpRequestSock, SkcToUdp6Sock,
        SkcToUnixSock, SkcToMptcpSock, SkStorageGet, SkStorageDelete, SockFromFile, GetSocketCookie, SeqPrintf, SeqWrite, SeqPrintfBtf,
        DPath, GetFuncArg, GetFuncRet, GetFuncArgCnt, GetFuncIp, GetAttachCookie, CopyFromUser, CopyFromUserTask,
    ];

    private static readonly ImmutableArray<HelperId> Lsm =
    [
        InodeStorageGet, InodeStorageDelete, SkStorageGet, SkStorageDelete, SpinLock, SpinUnlock, BprmOptsSet, ImaInodeHash, ImaFileHash,
        Setsockopt, Getsockopt,
    ];

    /// <summary>Fills in the lists of tracing, LSM, struct_ops and ext programs, where the kernel has those.</summary>
    /// <param name="profile">The profile as probed.</param>
    public static KernelProfile Apply(KernelProfile profile)
    {
        ImmutableHashSet<HelperId> rawTracepoint = profile.Helpers[ProgramType.RawTracepoint];
        ImmutableHashSet<HelperId> tracing = rawTracepoint.Union(KnownBy(profile.Version, Tracing));
        ImmutableHashSet<HelperId> common = profile.Helpers.Values.Where(static list => !list.IsEmpty).Aggregate(static (a, b) => a.Intersect(b));

        Dictionary<ProgramType, ImmutableHashSet<HelperId>> rules = new()
        {
            [ProgramType.Tracing] = tracing,
            [ProgramType.Lsm] = tracing.Union(KnownBy(profile.Version, Lsm)),
            [ProgramType.StructOps] = common,
            [ProgramType.Ext] = common,
        };
        List<ProgramType> applied = [.. rules.Keys.Where(profile.ProgramTypes.Contains)];
        return profile with
        {
            Helpers = profile.Helpers.SetItems(applied.Select(type => KeyValuePair.Create(type, rules[type]))),
            DerivedHelpers = [.. applied],
        };
    }

    private static IEnumerable<HelperId> KnownBy(Version version, IEnumerable<HelperId> helpers) =>
        helpers.Where(helper => Helpers.Find(helper)!.Since <= version);
}
