namespace Bpf.RuntimeBenchmark;

/// <summary>A route: the next hop's address and where it is.</summary>
public struct Route
{
    /// <summary>The next hop.</summary>
    public uint Gateway;

    /// <summary>Its interface.</summary>
    public uint Interface;
}

/// <summary>An object of ordinary size: a router's five maps, and the program that uses them.</summary>
[BpfObject(License = "GPL")]
public static partial class Tables
{
    static readonly LpmTrie<AlignedIpv4Prefix, Route> Routes = new(maxEntries: 64);
    static readonly HashMap<uint, Route> Exact = new(maxEntries: 64);
    static readonly HashMap<uint, ulong> Neighbors = new(maxEntries: 64);
    static readonly PerCpuArray<ulong> ByProtocol = new(maxEntries: 256);
    static readonly DevMap Ports = new(maxEntries: 64);

    [Xdp]
    static XdpAction Forward(XdpContext ctx)
    {
        if (!ctx.TryRef(0, out Ref<EthernetHeader> ethernet) || ethernet.Value.EtherType != EtherType.IPv4) return XdpAction.Pass;
        if (!ctx.TryRef(14, out Ref<Ipv4Header> ip)) return XdpAction.Drop;
        if (ByProtocol.TryFind(ip.Value.Protocol, out Ref<ulong> packets)) packets.Value++;

        uint destination = ip.Value.Destination;
        AlignedIpv4Prefix host = new() { PrefixLength = 32, Address = ip.Value.Destination };
        Route route;
        if (Exact.TryFind(destination, out Ref<Route> exact)) route = exact.Value;
        else if (Routes.TryFind(host, out Ref<Route> network)) route = network.Value;
        else return XdpAction.Pass;
        if (!Neighbors.TryFind(route.Gateway, out _)) return XdpAction.Pass;
        return Ports.Redirect(route.Interface);
    }
}
