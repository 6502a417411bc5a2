using System;
using static Bpf.Core.Kernel.HelperId;

namespace Bpf.Core.Kernel;

// Who may call what: calls of every helper by every program type, loaded with fewer and fewer capabilities on 5.10, 6.1, 6.12, 6.18 and 7.2. A helper
// asks the same of every type that has it, but of syscall programs.
public static partial class Helpers
{
    // Until then syscall programs were trusted with all that tracing programs have.
    private static readonly Version s_syscallsAreTrusted = new(6, 16);

    /// <summary>What a process must have, beside what the program type takes, for its programs to call a helper.</summary>
    /// <param name="helper">The helper.</param>
    /// <param name="type">The program type.</param>
    /// <param name="kernel">The kernel's version.</param>
    public static Capabilities CapabilitiesFor(HelperId helper, ProgramType type, Version kernel) => helper switch
    {
        GetCgroupClassid or CurrentTaskUnderCgroup or GetCurrentCgroupId or SpinLock or SpinUnlock or Jiffies64 or GetCurrentAncestorCgroupId or
            PerCpuPtr or ThisCpuPtr or TaskStorageGet or TaskStorageDelete or ForEachMapElem or TimerInit or TimerSetCallback or TimerStart or
            TimerCancel or Loop or KptrXchg or DynptrFromMem or RingbufReserveDynptr or RingbufSubmitDynptr or RingbufDiscardDynptr or DynptrRead or
            DynptrWrite or DynptrData or UserRingbufDrain or CgrpStorageGet or CgrpStorageDelete => Capabilities.Bpf,
        SysBpf => Capabilities.Bpf | Capabilities.Perfmon,
        ProbeWriteUser => Capabilities.SysAdmin,
        _ when type == ProgramType.Syscall && kernel < s_syscallsAreTrusted => Capabilities.None,
        TracePrintk or PerfEventRead or GetCurrentTask or PerfEventReadValue or SendSignal or ProbeReadUser or ProbeReadKernel or ProbeReadUserStr or
            ProbeReadKernelStr or SendSignalThread or GetTaskStack or CopyFromUser or SnprintfBtf or GetCurrentTaskBtf or Snprintf or TaskPtRegs or
            GetBranchSnapshot or TraceVprintk or FindVma or CopyFromUserTask => Capabilities.Bpf | Capabilities.Perfmon,
        SkcToTcp6Sock or SkcToTcpSock or SkcToTcpTimewaitSock or SkcToTcpRequestSock or SkcToUdp6Sock or SkcToUnixSock or SkcToMptcpSock =>
            type == ProgramType.Syscall ? Capabilities.None : Capabilities.Bpf | Capabilities.Perfmon,
        GetCurrentComm when kernel >= s_syscallsAreTrusted => Capabilities.Bpf | Capabilities.Perfmon,
        _ => Capabilities.None,
    };
}
