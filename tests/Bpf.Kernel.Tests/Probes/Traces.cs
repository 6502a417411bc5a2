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

/// <summary>What an iterator over tasks is given (<c>struct bpf_iter__task</c>): pointers.</summary>
public struct TaskStep
{
    /// <summary>How far the walk is.</summary>
    public ulong Meta;

    /// <summary>The task; null after the last.</summary>
    public ulong Task;
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

    /// <summary>A length that nothing else in these tests reads.</summary>
    public const int Length = 4321;

    [Fentry("vfs_read"), Requires(Feature.Fentry)]
    static int OnEntry(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid != Process || ctx[2] != Length) return 0;
        Interlocked.Increment(ref Calls);
        Argument = ctx[0];
        return 0;
    }

    [Fexit("vfs_read"), Requires(Feature.Fentry), Requires(Feature.Loop)] // bpf_get_func_ret is of the same release
    static int OnExit(in FunctionExit ctx)
    {
        if (CurrentTask.Tgid != Process || ctx.Args[2] != Length) return 0;
        Interlocked.Increment(ref Calls);
        Result = ctx.ReturnValue;
        return 0;
    }

    [Fentry("vfs_read"), Requires(Feature.Fentry), Requires(Feature.Loop)]
    static int OnEntryAgain(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        if (Helpers.GetFuncArg(2, out ulong length) == 0 && length == Length) Argument = length;
        if (Helpers.GetFuncRet(out ulong result) == 0) Result = result;
        return 0;
    }

    [BtfTracepoint("sched_process_fork"), Requires(Feature.BtfTracepoints)]
    static int OnFork(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid == Process && ctx[0] != 0 && ctx[1] != 0) Interlocked.Increment(ref Calls);
        return 0;
    }

    /// <summary>Refuses getpgid(2) of a process by its number.</summary>
    [Lsm("task_getpgid"), Requires(Feature.Lsm)]
    static int OnQuestion(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        return -13;
    }

    /// <summary>Answers in the place of the check behind getpgid(2).</summary>
    [FmodRet("security_task_getpgid"), Requires(Feature.Fentry)]
    static int OnCheck(in FunctionExit ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        return -13;
    }

    [KretprobeMulti, Requires(Feature.KprobeMulti)]
    static int OnManyReturns(in PtRegs ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        Result = ctx.ReturnValue;
        return 0;
    }

    [Kretsyscall("getpgid"), Requires(Feature.Kprobes)]
    static int OnCallReturn(in PtRegs ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        Interlocked.Increment(ref Calls);
        Result = ctx.ReturnValue;
        return 0;
    }

    [Iterator("task"), Requires(Feature.Iterators)]
    static int OnTask(in TaskStep ctx)
    {
        if (ctx.Task != 0) Calls++;
        return 0;
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
