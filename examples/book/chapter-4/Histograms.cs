using System.Numerics;
using Bpf;

namespace Book.Chapter4;

/// <summary>How long bpf(2) takes: a histogram of powers of two, in nanoseconds.</summary>
[BpfObject(License = "GPL")]
public static partial class Histograms
{
    /// <summary>Slot i counts calls of 2^i to 2^(i+1) - 1 ns.</summary>
    public const int Slots = 64;

    static readonly HashMap<ulong, ulong> Entered = new(maxEntries: 1024);
    static readonly ArrayMap<ulong> Latency = new(maxEntries: Slots);

    [Tracepoint("syscalls", "sys_enter_bpf")]
    static int OnEnter(in SysEnter ctx)
    {
        Entered.TrySet(CurrentTask.PidTgid, Helpers.KtimeGetNs());
        return 0;
    }

    [Tracepoint("syscalls", "sys_exit_bpf")]
    static int OnExit(in SysExit ctx)
    {
        ulong thread = CurrentTask.PidTgid;
        if (!Entered.TryFind(thread, out Ref<ulong> entered)) return 0;
        uint slot = (uint)BitOperations.Log2(Helpers.KtimeGetNs() - entered.Value);
        Entered.Remove(thread);
        if (Latency.TryFind(slot, out Ref<ulong> calls)) Interlocked.Increment(ref calls.Value);
        return 0;
    }

    /// <summary>Runs until it is canceled, then prints the histogram.</summary>
    public static async Task Run(TextWriter output, CancellationToken stop)
    {
        using Loaded loaded = Load();
        loaded.Attach();
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        for (int slot = 0; slot < Slots; slot++)
        {
            if (loaded.Latency[slot] is var calls and not 0)
                output.WriteLine($"{1UL << slot,20} ns and more: {calls}");
        }
    }
}
