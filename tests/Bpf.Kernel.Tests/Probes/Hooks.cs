namespace Bpf.Kernel.Tests.Probes;

/// <summary>What a hook saw of one call of getpgid(2).</summary>
public struct Sighting
{
    /// <summary>The thread, 0 where the hook was told not to report.</summary>
    public uint Thread;

    /// <summary>Which hook, see the constants of <see cref="Hooks"/>.</summary>
    public uint Hook;

    /// <summary>The call's argument, or its result.</summary>
    public long Value;
}

/// <summary>getpgid(2) seen from every kind of hook.</summary>
[BpfObject(License = "GPL")]
public static partial class Hooks
{
    /// <summary>The value of <see cref="Sighting.Hook"/>.</summary>
    public const uint FunctionEntry = 1, FunctionReturn = 2, CallEntry = 3, CallExit = 4, RawEntry = 5, LibraryEntry = 6, LibraryReturn = 7, SystemCall = 8, SystemCallReturn = 9;

    static readonly RingBuffer<Sighting> Sightings = new(bytes: 256 * 1024);

    /// <summary>The only process to report.</summary>
    [Config]
    static uint Tgid;

    /// <summary>The number of getpgid.</summary>
    [Config]
    static uint CallNumber;

    // The kernel function takes the address of the caller's registers.
    [Kprobe]
    static int OnFunctionEntry(in PtRegs ctx)
    {
        if (KernelMemory.TryReadSystemCallArgument(ctx.Argument0, 0, out ulong argument))
            Report(FunctionEntry, (int)argument);
        return 0;
    }

    [Kretprobe]
    static int OnFunctionReturn(in PtRegs ctx)
    {
        Report(FunctionReturn, (long)ctx.ReturnValue);
        return 0;
    }

    [Tracepoint("syscalls", "sys_enter_getpgid")]
    static int OnCallEntry(in SysEnter ctx)
    {
        Report(CallEntry, (int)ctx.Arg0);
        return 0;
    }

    [Tracepoint("syscalls", "sys_exit_getpgid")]
    static int OnCallExit(in SysExit ctx)
    {
        Report(CallExit, ctx.Result);
        return 0;
    }

    [RawTracepoint("sys_enter")]
    static int OnRawEntry(in RawTracepointArgs ctx)
    {
        if (ctx.Argument1 == CallNumber && KernelMemory.TryReadSystemCallArgument(ctx.Argument0, 0, out ulong argument))
            Report(RawEntry, (int)argument);
        return 0;
    }

    [Uprobe]
    static int OnLibraryEntry(in PtRegs ctx)
    {
        Report(LibraryEntry, (int)ctx.Argument0);
        return 0;
    }

    [Uretprobe]
    static int OnLibraryReturn(in PtRegs ctx)
    {
        Report(LibraryReturn, (int)ctx.ReturnValue);
        return 0;
    }

    [Ksyscall("getpgid")]
    static int OnSystemCall(int process)
    {
        Report(SystemCall, process);
        return 0;
    }

    [Kretsyscall("getpgid")]
    static int OnSystemCallReturn([ReturnValue] int group)
    {
        Report(SystemCallReturn, group);
        return 0;
    }

    static void Report(uint hook, long value)
    {
        if (CurrentTask.Tgid != Tgid || !Sightings.TryReserve(out Reservation<Sighting> sighting))
            return;
        sighting.Value.Thread = CurrentTask.Pid;
        sighting.Value.Hook = hook;
        sighting.Value.Value = value;
        sighting.Submit();
    }
}
