// Counts system calls and their time, by number or process.
using System.Threading;
using Bpf;

public struct Count { public ulong Calls, Nanoseconds; public Comm Comm; }

[BpfObject(License = "GPL")]
public static partial class SysCount
{
    private static readonly HashMap<uint, ulong> Starts = new(maxEntries: 10_240);
    private static readonly HashMap<uint, Count> Counts = new(maxEntries: 8192);
    private static readonly HashMap<int, byte> Interesting = new(maxEntries: 64);

    [Config] private static bool ByProcess;
    [Config] private static bool Measure;
    [Config] private static bool FailedOnly;
    [Config] private static bool Filter;

    [Tracepoint("raw_syscalls", "sys_enter")]
    private static int OnEnter(in SysEnter ctx)
    {
        if (Filter && !Interesting.TryFind((int)ctx.Id, out _)) return 0;
        if (Measure) Starts.TrySet(CurrentTask.Pid, Helpers.KtimeGetNs());
        return 0;
    }

    [Tracepoint("raw_syscalls", "sys_exit")]
    private static int OnExit(in SysExit ctx)
    {
        if (ctx.Id < 0 || (FailedOnly && ctx.Result >= 0)) return 0;
        ulong? start = null;
        if (Measure)
        {
            if (!Starts.TryFind(CurrentTask.Pid, out var found)) return 0;
            start = found.Value;
        }

        uint key = ByProcess ? CurrentTask.Tgid : (uint)ctx.Id;
        ref Count count = ref Find(key, out bool there);
        if (!there) return 0;
        Interlocked.Increment(ref count.Calls);
        if (start is { } began) Interlocked.Add(ref count.Nanoseconds, Helpers.KtimeGetNs() - began);
        return 0;
    }

    private static ref Count Find(uint key, out bool there)
    {
        if (!Counts.TryFind(key, out Ref<Count> count))
        {
            Counts.TryAdd(key, new Count { Comm = CurrentTask.Comm });
            there = Counts.TryFind(key, out count);
        }
        else there = true;
        return ref count.Value;
    }
}
