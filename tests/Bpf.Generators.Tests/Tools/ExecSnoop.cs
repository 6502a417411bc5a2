// Every program that is started, with its arguments, its parent, and whether it could be.
using System.Runtime.CompilerServices;
using Bpf;

[KernelType("task_struct")]
public struct TaskStruct
{
    public KernelPtr<TaskStruct> RealParent;
    public int Tgid;
}

[InlineArray(64)]
public struct Argument
{
    private byte element;
}

[InlineArray(20)]
public struct Arguments
{
    private Argument element;
}

public struct Execution
{
    public uint Pid, ParentPid, Uid;
    public int Result;
    public int Count;
    public Comm Comm;
    public Arguments Arguments;
}

[TracepointContext("syscalls", "sys_enter_execve")]
public partial struct EnterExecve;

[BpfObject(License = "GPL")]
public static partial class ExecSnoop
{
    static readonly HashMap<uint, Execution> Started = new(maxEntries: 10_240);
    static readonly PerCpuArray<Execution> Scratch = new(maxEntries: 1);
    static readonly PerfEventArray<Execution> Events = new();

    [Config] static uint TargetUid = uint.MaxValue;

    [Tracepoint("syscalls", "sys_enter_execve")]
    static int OnEnter(in EnterExecve ctx)
    {
        if (TargetUid != uint.MaxValue && CurrentTask.Uid != TargetUid) return 0;
        if (!Scratch.TryFind(0, out Ref<Execution> scratch)) return 0;

        ref Execution execution = ref scratch.Value;
        KernelPtr<TaskStruct> task = new(Helpers.GetCurrentTask());
        execution.Pid = CurrentTask.Tgid;
        execution.ParentPid = (uint)task.Value.RealParent.Value.Tgid;
        execution.Uid = CurrentTask.Uid;
        execution.Result = 0;
        execution.Count = 0;

        for (int i = 0; i < 20; i++)
        {
            if (!UserMemory.TryRead(ctx.Argv.Address + (ulong)(i * 8), out ulong argument) || argument == 0) break;
            if (!UserMemory.TryReadString(argument, ref execution.Arguments[i])) break;
            execution.Count++;
        }

        Started.TrySet(CurrentTask.Pid, execution);
        return 0;
    }

    [Tracepoint("syscalls", "sys_exit_execve")]
    static int OnExit(in SysExit ctx)
    {
        if (!Started.TryFind(CurrentTask.Pid, out Ref<Execution> execution)) return 0;
        execution.Value.Result = (int)ctx.Result;
        execution.Value.Comm = CurrentTask.Comm;
        Events.TryOutput(in execution.Value);
        Started.Remove(CurrentTask.Pid);
        return 0;
    }
}
