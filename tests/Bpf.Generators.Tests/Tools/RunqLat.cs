// How long threads wait for a CPU.
using System;
using System.Numerics;
using System.Threading;
using Bpf;

[TracepointContext("sched", "sched_wakeup")]
public partial struct Wakeup;

[TracepointContext("sched", "sched_switch")]
public partial struct Switch;

[BpfObject(License = "Dual MIT/GPL")]
public static partial class RunqLat
{
    private const int Buckets = 26;
    private const long TaskRunning = 0;

    static readonly HashMap<int, ulong> Since = new(maxEntries: 10_240);
    static readonly PerCpuArray<ulong> Histogram = new(maxEntries: Buckets);

    [Tracepoint("sched", "sched_wakeup")]
    static int OnWakeup(in Wakeup ctx)
    {
        Enqueue(ctx.Pid);
        return 0;
    }

    [Tracepoint("sched", "sched_wakeup_new")]
    static int OnNew(in WakeupNew ctx)
    {
        Enqueue(ctx.Pid);
        return 0;
    }

    [Tracepoint("sched", "sched_switch")]
    static int OnSwitch(in Switch ctx)
    {
        if (ctx.PrevState == TaskRunning) Enqueue(ctx.PrevPid);
        if (Since.TryFind(ctx.NextPid, out Ref<ulong> since))
        {
            long waited = (long)(Helpers.KtimeGetNs() - since.Value);
            Since.Remove(ctx.NextPid);
            if (waited < 0) return 0;
            Record((ulong)waited / 1000);
        }

        return 0;
    }

    private static void Enqueue(int pid)
    {
        if (pid == 0) return;
        Since.TrySet(pid, Helpers.KtimeGetNs());
    }

    private static void Record(ulong microseconds)
    {
        int bucket = Math.Min(BitOperations.Log2(microseconds | 1), Buckets - 1);
        if (Histogram.TryFind((uint)bucket, out Ref<ulong> count)) count.Value++;
    }

    [TracepointContext("sched", "sched_wakeup_new")]
    internal partial struct WakeupNew;
}
