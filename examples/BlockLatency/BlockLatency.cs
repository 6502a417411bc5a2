using System.Numerics;
using Bpf;

/// <summary>The record of a request that goes to a device.</summary>
[TracepointContext("block", "block_rq_issue")]
public partial struct RequestIssued;

/// <summary>The record of a request that a device has done.</summary>
[TracepointContext("block", "block_rq_complete")]
public partial struct RequestDone;

/// <summary>How long disks take: a histogram of powers of two, in microseconds, that a restart of the tool goes on with.</summary>
[BpfObject(License = "GPL")]
public static partial class BlockLatency
{
    /// <summary>Slots of the histogram: slot i counts requests of 2^i to 2^(i+1) - 1 microseconds.</summary>
    public const int Slots = 27;

    /// <summary>What a request is known by. Eight bytes each: a key must have no bytes between its fields.</summary>
    public struct Request
    {
        public ulong Device;
        public ulong Sector;
    }

    /// <summary>Requests under way: the time they were issued at.</summary>
    static readonly LruHashMap<Request, ulong> Issued = new(maxEntries: 10_240);

    static readonly PerCpuArray<ulong> Latency = new(maxEntries: Slots);

    [Tracepoint("block", "block_rq_issue")]
    static int OnIssue(in RequestIssued ctx)
    {
        Issued.TrySet(new() { Device = ctx.Dev, Sector = ctx.Sector }, Helpers.KtimeGetNs());
        return 0;
    }

    [Tracepoint("block", "block_rq_complete")]
    static int OnDone(in RequestDone ctx)
    {
        Request request = new() { Device = ctx.Dev, Sector = ctx.Sector };
        if (!Issued.TryFind(request, out Ref<ulong> issued)) return 0;
        ulong microseconds = (Helpers.KtimeGetNs() - issued.Value) / 1000;
        Issued.Remove(request);

        uint slot = (uint)Math.Min(BitOperations.Log2(microseconds), Slots - 1);
        if (Latency.TryFind(slot, out Ref<ulong> count)) count.Value++;
        return 0;
    }
}
