// Stacks of threads that leave the CPU, with how long they are away.
using System.Threading;
using Bpf;

[KernelType("task_struct")]
public struct Task
{
    public int Pid, Tgid;
    public Comm Comm;
    public uint Flags;
}

public struct StackKey
{
    public uint Pid, Tgid;
    public int UserStack, KernelStack;
}

public struct StackValue
{
    public ulong Microseconds;
    public Comm Comm;
}

[BpfObject(License = "GPL")]
public static partial class OffCpuTime
{
    private const uint KernelThread = 0x200000;

    struct Start { public ulong Nanoseconds; public StackKey Key; }

    static readonly HashMap<uint, Start> Starts = new(maxEntries: 10_240);
    static readonly HashMap<StackKey, StackValue> Times = new(maxEntries: 10_240);
    static readonly StackTraceMap Stacks = new(maxEntries: 1024);

    [Config] static ulong MinMicroseconds = 1;
    [Config] static bool UserThreadsOnly;

    [BtfTracepoint("sched_switch")]
    static int OnSwitch(bool preempt, Ref<Task> previous, Ref<Task> next)
    {
        if (!UserThreadsOnly || (previous.Value.Flags & KernelThread) == 0)
        {
            Start start = new() { Nanoseconds = Helpers.KtimeGetNs() };
            start.Key.Pid = (uint)previous.Value.Pid;
            start.Key.Tgid = (uint)previous.Value.Tgid;
            start.Key.KernelStack = (int)Stacks.Capture(StackFlags.Kernel);
            start.Key.UserStack = (int)Stacks.Capture(StackFlags.User);
            Starts.TrySet(start.Key.Pid, start);
        }

        uint pid = (uint)next.Value.Pid;
        if (!Starts.TryFind(pid, out Ref<Start> found)) return 0;
        Start started = found.Value;
        Starts.Remove(pid);
        ulong away = (Helpers.KtimeGetNs() - started.Nanoseconds) / 1000;
        if (away < MinMicroseconds) return 0;

        if (Times.TryFind(started.Key, out Ref<StackValue> time)) Interlocked.Add(ref time.Value.Microseconds, away);
        else Times.TryAdd(started.Key, new StackValue { Microseconds = away, Comm = next.Value.Comm });
        return 0;
    }
}
