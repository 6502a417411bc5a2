// An XDP load balancer: connections to a virtual address go to servers, by IP-in-IP.
using System.Runtime.CompilerServices;
using Bpf;

public record struct Vip(UInt32BE Address, UInt16BE Port, byte Protocol)
{
    private byte reserved;
}

public struct Server { public UInt32BE Address; public MacAddress Mac; public ushort Weight; }
public struct Service { public uint FirstServer, ServerCount; public ulong Packets, Bytes; }

[BpfObject(License = "GPL")]
public static partial class LoadBalancer
{
    struct FlowKey { public UInt32BE Source, Destination; public UInt16BE SourcePort, DestinationPort; public uint Protocol; }

    static readonly HashMap<Vip, Service> Services = new(maxEntries: 512);
    static readonly ArrayMap<Server> Servers = new(maxEntries: 4096);
    static readonly LruHashMap<FlowKey, uint> Flows = new(maxEntries: 100_000);
    static readonly PerCpuArray<ulong> Drops = new(maxEntries: 1);
    [Config] static UInt32BE OwnAddress;
    [Config] static MacAddress OwnMac;

    [Xdp]
    static XdpAction Balance(XdpContext ctx)
    {
        PacketCursor cursor = ctx.Cursor;
        if (!cursor.TryRead(out Ref<EthernetHeader> ethernet) || ethernet.Value.EtherType != EtherType.IPv4) return XdpAction.Pass;
        if (!cursor.TryRead(out Ref<Ipv4Header> ip)) return Drop();
        if (ip.Value.VersionAndLength != 0x45 || (ip.Value.FragmentOffset & 0x3fff) != 0) return XdpAction.Pass;

        FlowKey flow = new() { Source = ip.Value.Source, Destination = ip.Value.Destination, Protocol = (uint)ip.Value.Protocol };
        switch (ip.Value.Protocol)
        {
            case IpProtocol.Tcp when cursor.TryRead(out Ref<TcpHeader> tcp):
                (flow.SourcePort, flow.DestinationPort) = (tcp.Value.SourcePort, tcp.Value.DestinationPort);
                break;
            case IpProtocol.Udp when cursor.TryRead(out Ref<UdpHeader> udp):
                (flow.SourcePort, flow.DestinationPort) = (udp.Value.SourcePort, udp.Value.DestinationPort);
                break;
            default:
                return XdpAction.Pass;
        }

        if (!Services.TryFind(new Vip(flow.Destination, flow.DestinationPort, (byte)flow.Protocol), out Ref<Service> service)) return XdpAction.Pass;
        service.Value.Packets++;
        service.Value.Bytes += ctx.Length;
        if (!TryChoose(in flow, ref service.Value, out uint chosen) || !Servers.TryFind(chosen, out Ref<Server> server)) return Drop();
        return Encapsulate(ctx, server.Value) ? XdpAction.Tx : Drop();
    }

    static bool TryChoose(in FlowKey flow, ref Service service, out uint server)
    {
        if (Flows.TryFind(flow, out Ref<uint> known))
        {
            server = known.Value;
            return true;
        }

        server = 0;
        uint count = service.ServerCount;
        if (count == 0) return false;
        server = service.FirstServer + Hash(flow) % count;
        Flows.TrySet(flow, server);
        return true;
    }

    static uint Hash(FlowKey flow)
    {
        uint hash = (uint)flow.Source * 0x9E3779B1u;
        hash ^= ((uint)(ushort)flow.SourcePort << 16) | (ushort)flow.DestinationPort;
        hash = System.Numerics.BitOperations.RotateLeft(hash, 13) * 5 + 0xe6546b64;
        return hash ^ (hash >> 15);
    }

    static bool Encapsulate(XdpContext ctx, Server server)
    {
        if (Helpers.XdpAdjustHead(-20) != 0) return false;
        if (!ctx.TryRef(0, out Ref<EthernetHeader> outer) || !ctx.TryRef(14, out Ref<Ipv4Header> ip) || !ctx.TryRef(34, out Ref<Ipv4Header> inner)) return false;
        outer.Value.Destination = server.Mac;
        outer.Value.Source = OwnMac;
        outer.Value.EtherType = EtherType.IPv4;
        ushort length = (ushort)(inner.Value.TotalLength + 20);
        ip.Value = default;
        ip.Value.VersionAndLength = 0x45;
        ip.Value.TotalLength = length;
        ip.Value.Ttl = 64;
        ip.Value.Protocol = 4;
        ip.Value.Source = OwnAddress;
        ip.Value.Destination = server.Address;
        ip.Value.Checksum = Checksum(in ip.Value);
        return true;
    }

    static ushort Checksum(in Ipv4Header header)
    {
        long sum = Helpers.CsumDiff(default(uint), header, 0);
        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~((sum & 0xffff) + (sum >> 16));
    }

    static XdpAction Drop()
    {
        if (Drops.TryFind(0, out Ref<ulong> drops)) drops.Value++;
        return XdpAction.Drop;
    }
}
