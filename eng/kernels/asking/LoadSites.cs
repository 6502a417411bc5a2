using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using static Bpf.Core.Kernel.ProgramType;

namespace Bpf.KernelAsking;

/// <summary>The ways to load programs that the running kernel takes, several a type where hooks differ in what they allow.</summary>
public static class LoadSites
{
    private const uint Sleepable = 1u << 4;

    // Type, attach type and flags of programs that attach to nothing in the kernel's types.
    private static readonly LoadSite[] s_plain =
    [
        new(SocketFilter, 0), new(Kprobe, 0), new(Kprobe, 0, Sleepable), new(SchedCls, 0), new(SchedAct, 0), new(ProgramType.Tracepoint, 0), new(Xdp, 0),
        new(PerfEvent, 0), new(CgroupSkb, 0), new(CgroupSock, AttachType.CgroupInetSockCreate), new(CgroupSock, AttachType.CgroupInet4PostBind), new(LwtIn, 0), new(LwtOut, 0),
        new(LwtXmit, 0), new(SockOps, AttachType.CgroupSockOps), new(SkSkb, 0), new(CgroupDevice, AttachType.CgroupDevice), new(SkMsg, AttachType.SkMsgVerdict),
        new(RawTracepoint, 0), new(RawTracepointWritable, 0), new(CgroupSockAddr, AttachType.CgroupInet4Connect), new(CgroupSockAddr, AttachType.CgroupInet4Bind),
        new(LwtSeg6local, 0), new(LircMode2, AttachType.LircMode2), new(SkReuseport, AttachType.SkReuseportSelect), new(FlowDissector, AttachType.FlowDissector),
        new(CgroupSysctl, AttachType.CgroupSysctl), new(CgroupSockopt, AttachType.CgroupGetsockopt), new(CgroupSockopt, AttachType.CgroupSetsockopt),
        new(ProgramType.SkLookup, AttachType.SkLookup), new(ProgramType.Syscall, 0, Sleepable), new(ProgramType.Netfilter, AttachType.Netfilter),
    ];

    // What programs attach to that name it by the kernel's types: hooks that every configuration with these program types has.
    private static readonly (ProgramType Type, AttachType Attach, uint Flags, string Name, BtfKind Kind)[] s_named =
    [
        (Tracing, AttachType.TraceFentry, 0, "bpf_fentry_test1", BtfKind.Func), (Tracing, AttachType.TraceFexit, 0, "bpf_fentry_test1", BtfKind.Func),
        (Tracing, AttachType.TraceFentry, Sleepable, "__x64_sys_getpgid", BtfKind.Func), (Tracing, AttachType.TraceFentry, Sleepable, "__arm64_sys_getpgid", BtfKind.Func),
        (Tracing, AttachType.ModifyReturn, 0, "bpf_modify_return_test", BtfKind.Func), (Tracing, AttachType.TraceRawTp, 0, "btf_trace_sys_enter", BtfKind.Typedef),
        (Tracing, AttachType.TraceIter, 0, "bpf_iter_task", BtfKind.Func), (Tracing, AttachType.TraceIter, Sleepable, "bpf_iter_task", BtfKind.Func),
        (Lsm, AttachType.LsmMac, 0, "bpf_lsm_file_open", BtfKind.Func), (Lsm, AttachType.LsmMac, Sleepable, "bpf_lsm_file_open", BtfKind.Func),
        (Lsm, AttachType.LsmMac, 0, "bpf_lsm_bprm_creds_for_exec", BtfKind.Func), (Lsm, AttachType.LsmCgroup, 0, "bpf_lsm_socket_bind", BtfKind.Func),
        (Lsm, AttachType.LsmCgroup, 0, "bpf_lsm_socket_post_create", BtfKind.Func), (Lsm, AttachType.LsmCgroup, 0, "bpf_lsm_inet_conn_established", BtfKind.Func),
    ];

    /// <summary>All that the kernel takes, by program type.</summary>
    /// <param name="kernel">Its types; null where it has none.</param>
    public static ILookup<ProgramType, LoadSite> Find(BtfTypes? kernel)
    {
        List<LoadSite> sites = [.. s_plain];
        if (kernel is not null)
        {
            foreach ((ProgramType type, AttachType attach, uint flags, string name, BtfKind kind) in s_named)
            {
                if (kernel.Find(name, kind) is not 0 and int id)
                    sites.Add(new(type, attach, flags, id));
            }

            sites.AddRange(Operations(kernel, "tcp_congestion_ops", "ssthresh"));
            if (ExtendedProgram() is > 0 and int target)
                sites.Add(new(Ext, 0, 0, ProofBtf.Main, target));
        }

        return sites.Where(static site => site.IsThere()).ToLookup(static site => site.Type);
    }

    private static IEnumerable<LoadSite> Operations(BtfTypes kernel, string structure, string operation)
    {
        if (kernel.Find(structure, BtfKind.Struct) is not 0 and int id)
        {
            BtfType type = kernel[id];
            int index = Enumerable.Range(0, type.Length).FirstOrDefault(i => type.Member(i).Name == operation, -1);
            if (index >= 0)
                yield return new(StructOps, (AttachType)index, 0, id);
        }
    }

    // What an ext program may do is what the program may that it extends: here one of the type that may the least.
    private static int ExtendedProgram() => RawBpf.LoadAndKeep(
        new()
        {
            Name = "extended",
            ProgramType = SocketFilter,
            License = "GPL",
            Instructions = [Asm.Mov64Imm(Register.R0, 0), Asm.Exit()],
            FuncInfo = [new(0, ProofBtf.Main)],
        },
        ProofBtf.Descriptor);
}
