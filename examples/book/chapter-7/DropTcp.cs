using Bpf;

namespace Book.Chapter7;

/// <summary>Drops TCP and counts packets by protocol.</summary>
[BpfObject(License = "GPL")]
public static partial class DropTcp
{
    static readonly PerCpuArray<ulong> Packets = new(maxEntries: 256);

    [Xdp]
    static XdpAction Filter(XdpContext ctx)
    {
        PacketCursor cursor = ctx.Cursor;
        if (!cursor.TryRead(out Ref<EthernetHeader> ethernet) || ethernet.Value.EtherType != EtherType.IPv4) return XdpAction.Pass;
        if (!cursor.TryRead(out Ref<Ipv4Header> ip)) return XdpAction.Pass;
        if (Packets.TryFind(ip.Value.Protocol, out Ref<ulong> packets)) packets.Value++;
        return ip.Value.Protocol == IpProtocol.Tcp ? XdpAction.Drop : XdpAction.Pass;
    }

    /// <summary>Filters an interface until it is canceled.</summary>
    public static async Task Run(TextWriter output, CancellationToken stop)
    {
        using Loaded loaded = Load();
        loaded.Filter.Attach("lo", XdpMode.Generic);
        while (true)
        {
            await Task.Delay(1000, stop);
            for (int protocol = 0; protocol < 256; protocol++)
            {
                if (loaded.Packets[protocol].Sum() is var packets and not 0)
                    output.WriteLine($"protocol {protocol}: {packets} packets");
            }
        }
    }
}
