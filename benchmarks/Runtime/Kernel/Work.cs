namespace Bpf.RuntimeBenchmark;

/// <summary>The maps that are worked on, and programs that fill the queues, one record a run.</summary>
[BpfObject(License = "GPL")]
public static partial class Work
{
    static readonly RingBuffer<Record> Ring = new(bytes: 4 * 1024 * 1024);
    static readonly PerfEventArray<Record> Perf = new();
    static readonly HashMap<ulong, ulong> Table = new(maxEntries: 16_384);
    static readonly HashMap<ulong, ulong> Thousand = new(maxEntries: 1_000);
    static readonly ArrayMap<ulong> Mapped = new(maxEntries: 4_096, mapped: true);

    static ulong Next;

    [Xdp]
    static XdpAction FillRing(XdpContext ctx)
    {
        if (!Ring.TryReserve(out Reservation<Record> record)) return XdpAction.Drop;
        record.Value = new() { Number = Next++ };
        record.Submit();
        return XdpAction.Pass;
    }

    [Xdp]
    static XdpAction FillPerf(XdpContext ctx)
    {
        Record record = new() { Number = Next++ };
        return Perf.TryOutput(in record) ? XdpAction.Pass : XdpAction.Drop;
    }

    [Xdp]
    static XdpAction Use(XdpContext ctx)
    {
        if (Mapped.TryFind(0, out Ref<ulong> first)) first.Value++;
        Table.TrySet(Next, 1);
        Thousand.TrySet(Next, 1);
        return XdpAction.Pass;
    }
}
