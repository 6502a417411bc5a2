using Bpf;
using RateLimiting;

/// <summary>Drops what an IPv4 source sends beyond a rate.</summary>
[BpfObject(License = "GPL")]
public static partial class Policer
{
    static readonly LruHashMap<UInt32BE, RateLimit> Sources = new(maxEntries: 65_536);

    /// <summary>The price of a byte: 8 ns are a gigabit in a second.</summary>
    [Config(Min = 1, Max = 1_000_000)]
    static uint NanosecondsPerByte = 8;

    /// <summary>How far ahead a source may send, in nanoseconds.</summary>
    [Config]
    static ulong Burst = 10_000_000;

    static ulong Dropped;

    [Xdp]
    static XdpAction Police(XdpContext ctx)
    {
        PacketCursor cursor = ctx.Cursor;
        if (!cursor.TryRead(out Ref<EthernetHeader> ethernet) || ethernet.Value.EtherType != EtherType.IPv4)
            return XdpAction.Pass;
        if (!cursor.TryRead(out Ref<Ipv4Header> ip))
            return XdpAction.Pass;
        UInt32BE source = ip.Value.Source;
        if (!Sources.TryFind(source, out Ref<RateLimit> limit))
        {
            Sources.TryAdd(source, default);
            if (!Sources.TryFind(source, out limit))
                return XdpAction.Pass;
        }

        if (limit.Value.TryPass(Helpers.KtimeGetNs(), Prices.Of(ctx.Length, NanosecondsPerByte), Burst))
            return XdpAction.Pass;
        Interlocked.Increment(ref Dropped);
        return XdpAction.Drop;
    }
}
