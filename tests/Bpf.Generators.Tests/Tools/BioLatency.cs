// A histogram of how long disks take, by power of two and disk.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf;

[InlineArray(27)]
public struct Slots
{
    private uint element;
}

public struct Histogram
{
    public Slots Slots;
    public ulong Total;
}

public record struct RequestKey(uint Device, ulong Sector);

[TracepointContext("block", "block_rq_issue")]
public partial struct RequestIssued;

[TracepointContext("block", "block_rq_complete")]
public partial struct RequestDone;

[BpfObject(License = "GPL")]
public static partial class BioLatency
{
    struct Key { public uint Device; public uint Reserved; public ulong Sector; }

    static readonly HashMap<Key, ulong> Issued = new(maxEntries: 10_240);
    static readonly HashMap<uint, Histogram> Latencies = new(maxEntries: 64);

    [Config] static bool InMilliseconds;

    [Tracepoint("block", "block_rq_issue")]
    static int OnIssue(in RequestIssued ctx)
    {
        Issued.TrySet(new Key { Device = ctx.Dev, Sector = ctx.Sector }, Helpers.KtimeGetNs());
        return 0;
    }

    [Tracepoint("block", "block_rq_complete")]
    static int OnDone(in RequestDone ctx)
    {
        Key key = new() { Device = ctx.Dev, Sector = ctx.Sector };
        if (!Issued.TryFind(key, out Ref<ulong> issued)) return 0;
        ulong took = Helpers.KtimeGetNs() - issued.Value;
        Issued.Remove(key);
        took /= InMilliseconds ? 1_000_000UL : 1_000UL;

        if (!Latencies.TryFind(ctx.Dev, out Ref<Histogram> found))
        {
            Latencies.TryAdd(ctx.Dev, default);
            if (!Latencies.TryFind(ctx.Dev, out found)) return 0;
        }

        int slot = took == 0 ? 0 : BitOperations.Log2(took);
        if (slot >= 27) slot = 26;
        Interlocked.Increment(ref found.Value.Slots[slot]);
        Interlocked.Add(ref found.Value.Total, took);
        return 0;
    }
}
