using System.Net;
using Bpf.Vm.Packets;

/// <summary>The packets of the demonstration: some from networks that are dropped, some not.</summary>
internal static class DemoTraffic
{
    /// <summary>What the demonstration drops.</summary>
    public static IPNetwork[] Networks { get; } =
        [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("198.51.100.7/32"), IPNetwork.Parse("2001:db8:bad::/48")];

    private static readonly (string Source, int Packets)[] Sources =
        [("192.0.2.1", 400), ("192.0.2.77", 350), ("198.51.100.7", 120), ("198.51.100.8", 90), ("2001:db8:bad::5", 60), ("2001:db8::5", 40)];

    /// <summary>Every packet of the demonstration, in an order that mixes the sources.</summary>
    public static IEnumerable<byte[]> Packets()
    {
        int most = Sources.Max(source => source.Packets);
        for (int i = 0; i < most; i++)
        {
            foreach ((string source, int packets) in Sources)
            {
                if (i < packets)
                    yield return Build(source);
            }
        }
    }

    /// <summary>How many packets come from a network.</summary>
    public static int PacketsFrom(IPNetwork network) =>
        Sources.Where(source => network.Contains(IPAddress.Parse(source.Source))).Sum(source => source.Packets);

    private static byte[] Build(string source)
    {
        PacketBuilder packet = new PacketBuilder().Ethernet();
        packet = source.Contains(':') ? packet.IPv6(source, "2001:db8::1") : packet.IPv4(source, "203.0.113.1");
        return packet.Udp(4000, 53).Payload("hello"u8).Build();
    }
}
