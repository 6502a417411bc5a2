using Bpf;

namespace Book.Chapter7;

/// <summary>Sends TCP to port 9090 back to a known Ethernet address, drops other TCP, passes the rest.</summary>
[BpfObject(License = "GPL")]
public static partial class Rewrite
{
    /// <summary>The port that is answered.</summary>
    public const ushort Port = 9090;

    [Xdp]
    static XdpAction Process(XdpContext ctx)
    {
        PacketCursor cursor = ctx.Cursor;
        if (!cursor.TryRead(out Ref<EthernetHeader> ethernet) || ethernet.Value.EtherType != EtherType.IPv4) return XdpAction.Pass;
        if (!cursor.TryRead(out Ref<Ipv4Header> ip) || ip.Value.Protocol != IpProtocol.Tcp) return XdpAction.Pass;
        if (!cursor.TryRead(out Ref<TcpHeader> tcp) || tcp.Value.DestinationPort != Port) return XdpAction.Drop;
        for (int i = 0; i < MacAddress.Length; i++)
            ethernet.Value.Destination[i] = (byte)(i == 0 ? 2 : i);
        return XdpAction.Tx;
    }
}
