namespace Bpf.Kernel.Tests.Probes;

/// <summary>A program's view of every map type, written to on each run.</summary>
[BpfObject(License = "GPL")]
public static partial class Tables
{
    static readonly HashMap<uint, ulong> Counts = new(maxEntries: 10_000);
    static readonly LruHashMap<uint, ulong> Recent = new(maxEntries: 256);
    static readonly ArrayMap<ulong> Totals = new(maxEntries: 4);
    static readonly PerCpuArray<ulong> TotalsByCpu = new(maxEntries: 4);
    static readonly PerCpuHashMap<uint, ulong> CountsByCpu = new(maxEntries: 100);
    static readonly LpmTrie<Ipv4Prefix, uint> Networks = new(maxEntries: 100);

    /// <summary>What a run adds.</summary>
    [Config(Min = 1, Max = 100)]
    static uint Step = 1;

    /// <summary>Runs that found no entry.</summary>
    static ulong Misses;

    /// <summary>Counts its first argument; returns the count.</summary>
    [RawTracepoint("sys_enter")]
    static int Count(in RawTracepointArgs ctx)
    {
        uint key = (uint)ctx.Argument0;
        if (Totals.TryFind(key, out Ref<ulong> total))
            total.Value += Step;
        if (TotalsByCpu.TryFind(key, out Ref<ulong> totalOfCpu))
            totalOfCpu.Value += Step;
        if (CountsByCpu.TryFind(key, out Ref<ulong> countOfCpu))
            countOfCpu.Value += Step;
        else
            CountsByCpu.TryAdd(key, Step);
        Recent.TrySet(key, Step);
        if (Counts.TryFind(key, out Ref<ulong> count))
        {
            Interlocked.Add(ref count.Value, Step);
            return (int)count.Value;
        }

        Interlocked.Increment(ref Misses);
        return Counts.TryAdd(key, Step) ? (int)Step : -1;
    }
}
