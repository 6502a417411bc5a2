using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Programs that are told a number on attaching, sessions, and what else sees many functions.</summary>
[BpfObject(License = "GPL")]
public static partial class Told
{
    [Config]
    static uint Process;

    static ulong Calls;
    static ulong Cookie;
    static ulong Returns;

    [Uprobe, Requires(Feature.PerfLink)]
    static int OnFunction(in PtRegs ctx) => Note();

    [UprobeMulti("libc.so.6", "getpgi?"), Requires(Feature.UprobeMulti)]
    static int OnLibrary(in PtRegs ctx) => Note();

    [Kprobe, Requires(Feature.PerfLink)]
    static int OnProbe(in PtRegs ctx) => Note();

    [UprobeMulti, Requires(Feature.UprobeMulti)]
    static int OnFunctions(in PtRegs ctx) => Note();

    [UretprobeMulti, Requires(Feature.UprobeMulti)]
    static int OnReturns(in PtRegs ctx)
    {
        if (CurrentTask.Tgid == Process) Returns = ctx.ReturnValue;
        return Note();
    }

    [Tracepoint("syscalls", "sys_enter_getpgid"), Requires(Feature.PerfLink)]
    static int OnCall(in SysEnter ctx) => Note();

    [KprobeMulti, Requires(Feature.KprobeMulti)]
    static int OnMany(in PtRegs ctx) => Note();

    [BtfTracepoint("sched_process_fork"), Requires(Feature.KprobeSession)] // cookies of tracepoints are of the same release
    static int OnFork(in FunctionArgs ctx) => Note();

    [Fentry("vfs_read"), Requires(Feature.Fentry), Requires(Feature.Dynptrs)] // cookies are of the same release
    static int OnRead(in FunctionArgs ctx) => Note();

    [KprobeSession, Requires(Feature.KprobeMulti), Requires(Feature.KprobeSession)]
    static int OnSession(in PtRegs ctx)
    {
        if (CurrentTask.Tgid != Process) return 1;
        return Note();
    }

    [KprobeSession, Requires(Feature.KprobeMulti), Requires(Feature.KprobeSession)]
    static int OnBothEnds(in PtRegs ctx) => NoteSession(ctx.ReturnValue);

    [UprobeSession, Requires(Feature.UprobeMulti), Requires(Feature.UprobeSession)]
    static int OnBothEndsOfLibrary(in PtRegs ctx) => NoteSession(ctx.ReturnValue);

    /// <summary>Refuses bind(2) to processes of a control group.</summary>
    [LsmCgroup("socket_bind"), Requires(Feature.LsmCgroup)]
    static int OnBind(in FunctionArgs ctx)
    {
        Interlocked.Increment(ref Calls);
        return 0;
    }

    /// <summary>Makes test runs of this process end with another error.</summary>
    [WritableRawTracepoint("bpf_test_finish")]
    static int OnTestRun(in RawTracepointArgs ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Ref<int> error = ctx.Buffer<int>();
        if (error.Value != 0) return 0;
        error.Value = -33;
        Interlocked.Increment(ref Calls);
        return 0;
    }

    /// <summary>Runs without a hook.</summary>
    [Xdp]
    static XdpAction Run(XdpContext ctx) => XdpAction.Pass;

    /// <summary>Reaches beyond the buffer.</summary>
    [WritableRawTracepoint("bpf_test_finish")]
    static int OnTooMuch(in RawTracepointArgs ctx) => (int)ctx.Buffer<ulong>().Value & 1;

    private static int NoteSession(ulong result)
    {
        if (CurrentTask.Tgid != Process) return 1;
        if (ProbeSession.IsReturn)
        {
            Cookie = ProbeSession.Cookie;
            Returns = result;
            return 0;
        }

        Interlocked.Increment(ref Calls);
        ProbeSession.Cookie = 40 + Calls;
        return 0;
    }

    private static int Note()
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        Cookie = Helpers.GetAttachCookie();
        return 0;
    }
}
