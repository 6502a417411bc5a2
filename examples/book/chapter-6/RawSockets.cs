using System.Buffers.Binary;
using System.Net.Sockets;
using Bpf;

namespace Book.Chapter6;

/// <summary>Counts the IPv4 packets that a raw socket sees, by protocol.</summary>
[BpfObject(License = "GPL")]
public static partial class RawSockets
{
    private const ushort AllProtocols = 3; // ETH_P_ALL

    static readonly ArrayMap<ulong> Packets = new(maxEntries: 256);

    [SocketFilter]
    static int Count(in SkBuff ctx)
    {
        if (ctx.Protocol != EtherType.IPv4 || !ctx.TryLoad(EthernetHeader.Size + 9, out byte protocol)) return 0;
        if (Packets.TryFind(protocol, out Ref<ulong> packets)) Interlocked.Increment(ref packets.Value);
        return 0; // nothing is to be read
    }

    /// <summary>A socket that sees the packets of every interface.</summary>
    public static Socket Open() => new(AddressFamily.Packet, SocketType.Raw, (ProtocolType)BinaryPrimitives.ReverseEndianness(AllProtocols));

    /// <summary>Runs until it is canceled.</summary>
    public static async Task Run(TextWriter output, CancellationToken stop)
    {
        using Loaded loaded = Load();
        using Socket socket = Open();
        loaded.Count.Attach(socket);
        while (true)
        {
            await Task.Delay(1000, stop);
            output.WriteLine($"TCP {loaded.Packets[IpProtocol.Tcp]} UDP {loaded.Packets[IpProtocol.Udp]} ICMP {loaded.Packets[IpProtocol.Icmp]} packets");
        }
    }
}
