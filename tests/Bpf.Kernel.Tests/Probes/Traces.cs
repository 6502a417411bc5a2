using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>What a system-call program is given and gives back.</summary>
public struct Question
{
    /// <summary>Asked.</summary>
    public ulong Number;

    /// <summary>Answered.</summary>
    public ulong Double;
}

/// <summary>getpgid(2), and what else the test's process does, seen by hooks that are found by type, and by sampling.</summary>
[BpfObject(License = "GPL")]
public static partial class Traces
{
    /// <summary>The process that is watched.</summary>
    [Config]
    static uint Process;

    static ulong Calls;

    static ulong Argument;

    static ulong Result;

    static readonly StackTraceMap Stacks = new(maxEntries: 128);

    static long LastStack;

    [Fentry("vfs_getattr"), Requires(Feature.Fentry)]
    static int OnEntry(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        Argument = ctx[2];
        return 0;
    }

    [Fexit("vfs_fsync"), Requires(Feature.Fentry), Requires(Feature.Loop)] // bpf_get_func_ret is of the same release
    static int OnExit(in FunctionExit ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        Argument = ctx.Args[1];
        Result = ctx.ReturnValue;
        return 0;
    }

    [BtfTracepoint("sched_process_fork"), Requires(Feature.BtfTracepoints)]
    static int OnFork(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid == Process && ctx[0] != 0 && ctx[1] != 0) Interlocked.Increment(ref Calls);
        return 0;
    }

    /// <summary>Nobody in the watched process may make a pipe's socket: AF_ALG (38) has no other user.</summary>
    [Lsm("socket_create"), Requires(Feature.Lsm)]
    static int OnSocket(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid != Process || (int)ctx[0] != 38) return 0;
        Interlocked.Increment(ref Calls);
        return -13;
    }

    [PerfEvent]
    static int OnSample(in PerfEventData ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        Argument = ctx.SamplePeriod;
        Result = ctx.Registers.InstructionPointer;
        LastStack = Stacks.Capture(StackFlags.User);
        return 0;
    }

    [KprobeMulti, Requires(Feature.KprobeMulti)]
    static int OnMany(in PtRegs ctx)
    {
        if (CurrentTask.Tgid == Process) Interlocked.Increment(ref Calls);
        return 0;
    }

    [Ksyscall("getpgid"), Requires(Feature.Kprobes)]
    static int OnCall(in PtRegs ctx)
    {
        if (CurrentTask.Tgid == Process) Interlocked.Increment(ref Calls);
        return 0;
    }

    [Syscall, Requires(Feature.MapIndexes)] // of the same release
    static int Answer(ref Question ctx)
    {
        ctx.Double = ctx.Number * 2;
        return 7;
    }
}
