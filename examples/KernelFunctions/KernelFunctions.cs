using System.Numerics;
using Bpf;

/// <summary>Measures how long a kernel function takes: a histogram of powers of two, in nanoseconds.</summary>
[BpfObject(License = "GPL")]
public static partial class KernelFunctions
{
    /// <summary>Slots of the histogram: slot i counts calls of 2^i to 2^(i+1) - 1 ns.</summary>
    public const int Slots = 40;

    /// <summary>Calls under way: thread to the time of entry.</summary>
    static readonly HashMap<ulong, ulong> Entered = new(maxEntries: 10_240);

    static readonly PerCpuArray<ulong> Latency = new(maxEntries: Slots);

    /// <summary>The only process to measure; 0 for all.</summary>
    [Config]
    static uint TargetPid;

    [Kprobe]
    static int OnEntry(in PtRegs ctx)
    {
        if (TargetPid == 0 || TargetPid == CurrentTask.Tgid)
            Entered.TrySet(CurrentTask.PidTgid, Helpers.KtimeGetNs());
        return 0;
    }

    [Kretprobe]
    static int OnReturn(in PtRegs ctx)
    {
        ulong thread = CurrentTask.PidTgid;
        if (!Entered.TryFind(thread, out Ref<ulong> entered))
            return 0;
        ulong elapsed = Helpers.KtimeGetNs() - entered.Value;
        Entered.Remove(thread);

        uint slot = (uint)Math.Min(BitOperations.Log2(elapsed), Slots - 1);
        if (Latency.TryFind(slot, out Ref<ulong> calls))
            calls.Value++;
        return 0;
    }
}
