using System;

namespace Bpf.Core.Kernel;

/// <summary>A kernel function that programs may call. Its arguments are in the kernel's BTF, and so is whether a kernel has it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Hooks">The programs that may call it.</param>
/// <param name="Traits">What it demands or does.</param>
public sealed record Kfunc(string Name, KfuncHooks Hooks, KfuncTraits Traits)
{
    /// <summary>True where all of the traits are set.</summary>
    /// <param name="traits">The traits asked for.</param>
    public bool Has(KfuncTraits traits) => (Traits & traits) == traits;

    /// <summary>True where programs of that type may call it.</summary>
    /// <param name="program">The program type.</param>
    /// <param name="attach">What it attaches to.</param>
    /// <param name="kernel">The kernel's version.</param>
    public bool Allows(ProgramType program, AttachType attach, Version kernel) =>
        (Hooks & WithSignatures(KfuncHooks.Common | HooksOf(program, attach, kernel), kernel)) != 0;

    private static KfuncHooks WithSignatures(KfuncHooks hooks, Version kernel)
    {
        KfuncHooks checking = kernel >= new Version(6, 18) ? KfuncHooks.Generic : KfuncHooks.Tracing;
        return (hooks & checking) != 0 ? hooks | KfuncHooks.Signatures : hooks;
    }

    private static KfuncHooks HooksOf(ProgramType program, AttachType attach, Version kernel) => program switch
    {
        ProgramType.Xdp => KfuncHooks.Xdp,
        ProgramType.SchedCls => KfuncHooks.TrafficControl,
        ProgramType.SchedAct => KfuncHooks.TrafficAction,
        ProgramType.StructOps => KfuncHooks.StructOps,
        ProgramType.Tracing => KfuncHooks.Tracing | (attach == AttachType.TraceIter ? KfuncHooks.Iterators : 0),
        ProgramType.Lsm => KfuncHooks.Tracing | KfuncHooks.Lsm,
        ProgramType.Tracepoint or ProgramType.PerfEvent => KfuncHooks.Tracing,
        ProgramType.RawTracepoint when kernel.Major >= 7 => KfuncHooks.Tracing,
        ProgramType.Kprobe when attach == AttachType.TraceKprobeSession => KfuncHooks.Sessions,
        ProgramType.Kprobe when attach == AttachType.TraceUprobeSession && kernel >= new Version(6, 13) => KfuncHooks.Sessions,
        ProgramType.Syscall => KfuncHooks.Syscall,
        ProgramType.SockOps when kernel >= new Version(6, 13) => KfuncHooks.Cgroup,
        ProgramType.CgroupSkb or ProgramType.CgroupSock or ProgramType.CgroupDevice or ProgramType.CgroupSockAddr
            or ProgramType.CgroupSysctl or ProgramType.CgroupSockopt => KfuncHooks.Cgroup,
        ProgramType.SkSkb => KfuncHooks.SkSkb,
        ProgramType.SocketFilter => KfuncHooks.SocketFilter,
        ProgramType.LwtIn or ProgramType.LwtOut or ProgramType.LwtXmit or ProgramType.LwtSeg6local => KfuncHooks.Lwt,
        ProgramType.Netfilter => KfuncHooks.Netfilter,
        _ => 0,
    };
}
