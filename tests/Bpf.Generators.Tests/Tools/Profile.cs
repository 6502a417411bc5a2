// Samples of what runs on each CPU.
using System.Threading;
using Bpf;

public struct Sample { public uint Pid; public int User, Kernel; public Comm Name; }

[BpfObject(License = "GPL")]
public static partial class Profile
{
    static readonly HashMap<Sample, ulong> Counts = new(maxEntries: 10_000);
    static readonly StackTraceMap Stacks = new(maxEntries: 10_000);
    [Config] static uint Only;
    [Config] static bool IncludeIdle;

    [PerfEvent]
    static int OnSample(in PerfEventData ctx)
    {
        uint tgid = CurrentTask.Tgid;
        if ((!IncludeIdle && CurrentTask.Pid == 0) || (Only != 0 && tgid != Only)) return 0;
        Sample sample = new() { Pid = tgid, Name = CurrentTask.Comm, User = (int)Stacks.Capture(StackFlags.User), Kernel = (int)Stacks.Capture(StackFlags.Kernel) };
        if (Counts.TryFind(in sample, out Ref<ulong> count)) Interlocked.Increment(ref count.Value);
        else Counts.TryAdd(in sample, 1);
        return 0;
    }
}
