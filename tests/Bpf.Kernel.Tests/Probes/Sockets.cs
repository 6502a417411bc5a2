namespace Bpf.Kernel.Tests.Probes;

/// <summary>Programs that sockets, control groups and namespaces are ruled by.</summary>
[BpfObject(License = "GPL")]
public static partial class Sockets
{
    /// <summary>The port that rules are about.</summary>
    [Config]
    static ushort Port;

    /// <summary>Where connections to <see cref="Port"/> go instead.</summary>
    [Config]
    static ushort OtherPort;

    static ulong Seen;

    static ulong Established;

    /// <summary>Passes UDP payloads that begin with 'y', whole.</summary>
    [SocketFilter]
    static int OnlyYes(in SkBuff ctx)
    {
        // A UDP socket's filter sees the packet from the UDP header on.
        if (!ctx.TryLoad(8, out byte first)) return 0;
        Interlocked.Increment(ref Seen);
        return first == (byte)'y' ? (int)ctx.Len : 0;
    }

    [CgroupSkb(CgroupSkbHook.Egress)]
    static int DropPort(in SkBuff ctx)
    {
        if (!ctx.Packet.TryRef(0, out Ref<Ipv4Header> ip) || ip.Value.Protocol != IpProtocol.Udp) return 1;
        if (!ctx.Packet.TryRef(20, out Ref<UdpHeader> udp) || udp.Value.DestinationPort != Port) return 1;
        Interlocked.Increment(ref Seen);
        return 0;
    }

    [CgroupSockAddr(SockAddrHook.Connect4)]
    static int Redirect(ref SockAddr ctx)
    {
        if (ctx.UserPort != Port) return 1;
        Interlocked.Increment(ref Seen);
        ctx.UserPort = OtherPort;
        return 1;
    }

    [CgroupSockAddr(SockAddrHook.Bind4)]
    static int RefuseBind(in SockAddr ctx) => ctx.UserPort == Port ? 0 : 1;

    [CgroupSock(CgroupSockHook.Create)]
    static int NoDatagrams(ref CgroupSock ctx)
    {
        ctx.Mark = 7;
        return ctx.Type == SocketKind.Datagram ? 0 : 1;
    }

    /// <summary>Refuses SO_SNDBUF (7 of SOL_SOCKET).</summary>
    [CgroupSockopt(SockoptHook.Set)]
    static int NoSendBuffer(ref Sockopt ctx) => ctx.Level == 1 && ctx.Optname == 7 ? 0 : 1;

    [CgroupSysctl]
    static int ReadOnlySettings(in Sysctl ctx) => ctx.Write == 0 ? 1 : 0;

    /// <summary>Refuses /dev/zero (1:5).</summary>
    [CgroupDevice]
    static int NoZero(in DeviceAccess ctx) => ctx.Major == 1 && ctx.Minor == 5 ? 0 : 1;

    [SockOps]
    static int Watch(ref SockOps ctx)
    {
        if (ctx.Op is SockOpsEvent.ActiveEstablished or SockOpsEvent.PassiveEstablished)
            Interlocked.Increment(ref Established);
        return 1;
    }

    /// <summary>Drops what looks for a socket on <see cref="Port"/>.</summary>
    [SkLookup]
    static SocketVerdict Hide(in SkLookup ctx)
    {
        if (ctx.LocalPort != Port) return SocketVerdict.Pass;
        Interlocked.Increment(ref Seen);
        return SocketVerdict.Drop;
    }

    [SkReuseport]
    static SocketVerdict Choose(in SkReuseport ctx)
    {
        Interlocked.Increment(ref Seen);
        return ctx.Packet.TryRef(8, out Ref<byte> first) && first.Value == (byte)'n' ? SocketVerdict.Drop : SocketVerdict.Pass;
    }

    [Tc]
    static TcAction DropMarked(ref SkBuff ctx)
    {
        if (!ctx.Packet.TryRef(0, out Ref<EthernetHeader> ethernet)) return TcAction.Ok;
        Interlocked.Increment(ref Seen);
        ctx.Mark = 5;
        return ethernet.Value.EtherType == 0x88B5 ? TcAction.Shot : TcAction.Ok;
    }
}
