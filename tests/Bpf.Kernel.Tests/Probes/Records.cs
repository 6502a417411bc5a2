namespace Bpf.Kernel.Tests.Probes;

/// <summary>The record of <c>sched/sched_process_exec</c>.</summary>
[TracepointContext("sched", "sched_process_exec")]
public partial struct ProcessExec;

/// <summary>The record of <c>sched/sched_process_exit</c>, which is another structure since Linux 6.16.</summary>
[TracepointContext("sched", "sched_process_exit")]
public partial struct ProcessExit;

/// <summary>The arguments of getpgid(2).</summary>
[TracepointContext("syscalls", "sys_enter_getpgid")]
public partial struct EnterGetpgid;

/// <summary>A process as the tracepoints show it.</summary>
public struct ProcessRecord
{
    /// <summary>Its number.</summary>
    public int Pid;

    /// <summary>Bytes of <see cref="Path"/>, with the NUL.</summary>
    public int Length;

    /// <summary>What it runs.</summary>
    public PathBuffer Path;

    /// <summary>Its name when it ended; empty before.</summary>
    public Comm Name;

    /// <summary>The first byte of the name, and the priority.</summary>
    public byte First;

    /// <summary>Its priority.</summary>
    public int Priority;
}

/// <summary>Records of tracepoints whose fields the build declares.</summary>
[BpfObject(License = "GPL")]
public static partial class Records
{
    static readonly HashMap<int, ProcessRecord> Processes = new(maxEntries: 10_000);
    static int Argument;

    [Config]
    static uint Tgid;

    [Tracepoint("sched", "sched_process_exec")]
    static int OnExec(in ProcessExec ctx)
    {
        if (Processes.TryAdd(ctx.Pid, new() { Pid = ctx.Pid, Length = ctx.Filename.Length }) && Processes.TryFind(ctx.Pid, out Ref<ProcessRecord> process))
            KernelMemory.TryReadString(ctx.Filename.Address, ref process.Value.Path);
        return 0;
    }

    [Tracepoint("sched", "sched_process_exit")]
    static int OnExit(in ProcessExit ctx)
    {
        if (!Processes.TryFind(ctx.Pid, out Ref<ProcessRecord> process))
            return 0;
        process.Value.Name = ctx.Comm;
        process.Value.First = ctx.Comm[0];
        process.Value.Priority = ctx.Prio;
        return 0;
    }

    [Tracepoint("syscalls", "sys_enter_getpgid")]
    static int OnCall(in EnterGetpgid ctx)
    {
        if (CurrentTask.Tgid == Tgid)
            Argument = ctx.Pid;
        return 0;
    }
}
