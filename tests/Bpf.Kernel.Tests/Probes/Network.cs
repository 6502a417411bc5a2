using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Where in the firewall a packet is.</summary>
[KernelType("nf_hook_state")]
public struct FirewallPlace
{
    /// <summary>The hook.</summary>
    public byte Hook;

    /// <summary>The protocol family.</summary>
    public byte Pf;
}

/// <summary>A packet as the kernel has it.</summary>
[KernelType("sk_buff")]
public struct PacketOfKernel
{
    /// <summary>Its length.</summary>
    public uint Len;
}

/// <summary>Places in the network where packets are decided on.</summary>
[BpfObject(License = "GPL")]
public static partial class Network
{
    static readonly DevMap Interfaces = new(maxEntries: 4);
    static readonly CpuMap Cpus = new(maxEntries: 4);

    static ulong Seen;
    static ulong Order;
    static uint Place;

    /// <summary>Drops what gets there, and tells where it is.</summary>
    [Netfilter, Requires(Feature.Netfilter)]
    static NetfilterVerdict Firewall(Ref<FirewallPlace> place, Ref<PacketOfKernel> packet)
    {
        Place = (uint)(place.Value.Pf << 8 | place.Value.Hook);
        if (packet.Value.Len == 0) return NetfilterVerdict.Accept;
        Interlocked.Increment(ref Seen);
        return NetfilterVerdict.Drop;
    }

    /// <summary>Finds UDP over IPv4.</summary>
    [FlowDissector]
    static FlowDissection Dissect(in SkBuff ctx)
    {
        Ref<FlowKeys> keys = ctx.FlowKeys;
        uint start = keys.Value.NetworkOffset;
        if (!ctx.Packet.TryRef(start, out Ref<Ipv4Header> ip) || ip.Value.Protocol != IpProtocol.Udp) return FlowDissection.Drop;
        if (!ctx.Packet.TryRef(start + 20, out Ref<UdpHeader> udp)) return FlowDissection.Drop;
        keys.Value.AddressProtocol = 0x0800;
        keys.Value.Protocol = IpProtocol.Udp;
        keys.Value.TransportOffset = (ushort)(start + 20);
        keys.Value.SourceIp4 = ip.Value.Source;
        keys.Value.DestinationPort = udp.Value.DestinationPort;
        return FlowDissection.Ok;
    }

    /// <summary>Drops what a route leads out.</summary>
    [LwtOut]
    static LwtAction Route(in SkBuff ctx)
    {
        if (ctx.Len == 0) return LwtAction.Ok;
        Interlocked.Increment(ref Seen);
        return LwtAction.Drop;
    }

    /// <summary>Drops what a route leads out, where it goes to the interface.</summary>
    [LwtXmit]
    static LwtAction RouteOnTheWire(ref SkBuff ctx)
    {
        if (ctx.Len == 0) return LwtAction.Ok;
        Interlocked.Increment(ref Seen);
        return LwtAction.Drop;
    }

    /// <summary>Drops what comes in for a route.</summary>
    [LwtIn]
    static LwtAction RouteIn(in SkBuff ctx)
    {
        if (ctx.Len == 0) return LwtAction.Ok;
        Interlocked.Increment(ref Seen);
        return LwtAction.Drop;
    }

    /// <summary>Drops what comes in for a segment.</summary>
    [LwtSeg6Local]
    static LwtAction Segment(in SkBuff ctx)
    {
        if (ctx.Len == 0) return LwtAction.Ok;
        Interlocked.Increment(ref Seen);
        return LwtAction.Drop;
    }

    /// <summary>Counts what the peer of a pair sends.</summary>
    [Netkit(NetkitHook.Peer), Requires(Feature.Netkit)]
    static TcAction OtherEnd(ref SkBuff ctx)
    {
        Interlocked.Increment(ref Seen);
        return TcAction.Unspecified;
    }

    /// <summary>Counts what the primary end of a pair sends.</summary>
    [Netkit(NetkitHook.Primary), Requires(Feature.Netkit)]
    static TcAction Pair(ref SkBuff ctx)
    {
        Interlocked.Increment(ref Seen);
        return TcAction.Unspecified;
    }

    [Tc]
    static TcAction One(ref SkBuff ctx) => Note(ctx.Protocol, 1);

    [Tc]
    static TcAction Two(ref SkBuff ctx) => Note(ctx.Protocol, 2);

    [Tc]
    static TcAction Three(ref SkBuff ctx) => Note(ctx.Protocol, 3);

    /// <summary>Leaves a digit for each program that saw the packet of the test.</summary>
    private static TcAction Note(UInt16BE protocol, uint digit)
    {
        if (protocol == 0x88B5) Order = Order * 10 + digit;
        return TcAction.Unspecified;
    }

    [Xdp]
    static XdpAction ToInterface(XdpContext ctx) => Interfaces.Redirect(1, XdpAction.Drop);

    [Xdp]
    static XdpAction ToCpu(XdpContext ctx) => Cpus.Redirect(0, XdpAction.Drop);

    [XdpDevMap]
    static XdpAction AtInterface(XdpContext ctx)
    {
        Interlocked.Increment(ref Seen);
        return XdpAction.Drop;
    }

    [XdpCpuMap]
    static XdpAction AtCpu(XdpContext ctx)
    {
        Interlocked.Increment(ref Seen);
        return XdpAction.Drop;
    }

    [Xdp]
    static XdpAction Pass(XdpContext ctx) => XdpAction.Pass;
}
