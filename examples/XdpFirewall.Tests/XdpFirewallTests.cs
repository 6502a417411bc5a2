using System.Net;
using Bpf;
using Bpf.Vm;
using Bpf.Vm.Packets;

/// <summary>The program on the CLR, where a breakpoint in it works, and as the bytecode it is compiled to. Neither needs root, nor Linux.</summary>
public sealed class XdpFirewallTests
{
    private static readonly IPNetwork s_bad4 = IPNetwork.Parse("192.0.2.0/24");
    private static readonly IPNetwork s_bad6 = IPNetwork.Parse("2001:db8:bad::/48");

    public static TheoryData<WorldMode> Worlds => [WorldMode.Clr, WorldMode.Bytecode];

    [Theory, MemberData(nameof(Worlds))]
    public void An_IPv4_source_in_the_list_is_dropped_and_counted(WorldMode world)
    {
        using XdpFirewall.Loaded firewall = Load(world);
        byte[] packet = From("192.0.2.77");

        Assert.Equal(XdpAction.Drop, firewall.Filter.Run(packet).Action);
        Assert.Equal(XdpAction.Drop, firewall.Filter.Run(packet).Action);

        RuleCounter rule = firewall.Blocked4[s_bad4];
        Assert.Equal((2ul, 2ul * (ulong)packet.Length), (rule.Packets, rule.Bytes));
        Assert.Equal(0ul, firewall.Passed[0].Sum());
    }

    [Theory, MemberData(nameof(Worlds))]
    public void An_IPv6_source_in_the_list_is_dropped_and_counted(WorldMode world)
    {
        using XdpFirewall.Loaded firewall = Load(world);
        byte[] packet = From("2001:db8:bad::5");

        Assert.Equal(XdpAction.Drop, firewall.Filter.Run(packet).Action);

        RuleCounter rule = firewall.Blocked6[s_bad6];
        Assert.Equal((1ul, (ulong)packet.Length), (rule.Packets, rule.Bytes));
    }

    [Theory, MemberData(nameof(Worlds))]
    public void A_tagged_packet_is_looked_into(WorldMode world)
    {
        using XdpFirewall.Loaded firewall = Load(world);

        Assert.Equal(XdpAction.Drop, firewall.Filter.Run(From("192.0.2.1", vlan: 7)).Action);
        Assert.Equal(XdpAction.Drop, firewall.Filter.Run(From("2001:db8:bad::1", vlan: 7)).Action);
        Assert.Equal(XdpAction.Pass, firewall.Filter.Run(From("198.51.100.1", vlan: 7)).Action);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Other_sources_pass_and_are_counted_by_CPU(WorldMode world)
    {
        SimulatedKernel kernel = new();
        using XdpFirewall.Loaded firewall = Load(world, kernel);

        Assert.Equal(XdpAction.Pass, firewall.Filter.Run(From("192.0.3.1")).Action);
        kernel.CurrentCpu = 2;
        Assert.Equal(XdpAction.Pass, firewall.Filter.Run(From("2001:db8::1")).Action);
        Assert.Equal(XdpAction.Pass, firewall.Filter.Run(Arp()).Action);

        Assert.Equal<ulong>([1, 0, 2, 0], firewall.Passed[0]);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void The_longest_prefix_counts(WorldMode world)
    {
        using XdpFirewall.Loaded firewall = Load(world);
        IPNetwork host = IPNetwork.Parse("192.0.2.9/32");
        firewall.Blocked4[host] = default;

        firewall.Filter.Run(From("192.0.2.9"));

        Assert.Equal(1ul, firewall.Blocked4[host].Packets);
        Assert.Equal(0ul, firewall.Blocked4[s_bad4].Packets);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void A_packet_cut_anywhere_is_dropped_only_where_its_source_is_there(WorldMode world)
    {
        using XdpFirewall.Loaded firewall = Load(world);
        const int ethernet = 14, tag = 4, ipv4 = 20, ipv6 = 40;

        DroppedFrom(ethernet + ipv4, From("192.0.2.1"));
        DroppedFrom(ethernet + tag + ipv4, From("192.0.2.1", vlan: 7));
        DroppedFrom(ethernet + ipv6, From("2001:db8:bad::1"));
        DroppedFrom(ethernet + tag + ipv6, From("2001:db8:bad::1", vlan: 7));

        void DroppedFrom(int needed, byte[] packet)
        {
            for (int length = 0; length <= packet.Length; length++)
                Assert.Equal(length < needed ? XdpAction.Pass : XdpAction.Drop, firewall.Filter.Run(packet.AsSpan(0, length)).Action);
        }
    }

    private static XdpFirewall.Loaded Load(WorldMode world, SimulatedKernel? kernel = null)
    {
        XdpFirewall.Loaded firewall = XdpFirewall.Load(kernel ?? new(), options: new() { Mode = world });
        firewall.Blocked4[s_bad4] = default;
        firewall.Blocked6[s_bad6] = default;
        return firewall;
    }

    private static byte[] From(string source, int? vlan = null)
    {
        PacketBuilder packet = new PacketBuilder().Ethernet();
        if (vlan is { } id)
            packet = packet.Vlan(id);
        packet = source.Contains(':') ? packet.IPv6(source, "2001:db8::1") : packet.IPv4(source, "203.0.113.1");
        return packet.Udp(4000, 53).Payload("hello"u8).Build();
    }

    private static byte[] Arp()
    {
        byte[] packet = new byte[60];
        (packet[12], packet[13]) = (0x08, 0x06);
        return packet;
    }
}
