using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Firewall, routes, flow keys, netkit, maps that XDP redirects to, and the order of programs: in a network of each test's own.</summary>
public sealed class NetworkTests
{
    private const uint LocalIn = 1, IPv4 = 2;
    private static readonly byte[] Frame = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B5"), .. new byte[50]];
    private static readonly IPNetwork Elsewhere = IPNetwork.Parse("10.77.1.0/24");

    [Fact]
    public void The_firewall_drops_what_a_program_says() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.Netfilter);
        using Network.Loaded network = Network.Load();
        using Socket receiver = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using (BpfLink link = network.Firewall.Attach(NetfilterFamily.IPv4, NetfilterHook.LocalIn, priority: -100))
        {
            Assert.Throws<BpfException>(() => network.Firewall.Attach(NetfilterFamily.IPv4, NetfilterHook.LocalIn, priority: -100));
            sender.SendTo("lost"u8, receiver.LocalEndPoint!);
            Assert.True(SpinWait.SpinUntil(() => network.Seen == 1, TimeSpan.FromSeconds(30)));
            Assert.Equal(IPv4 << 8 | LocalIn, network.Place);
            Assert.False(receiver.Poll(TimeSpan.Zero, SelectMode.SelectRead));
        }

        sender.SendTo("seen"u8, receiver.LocalEndPoint!);
        Assert.Equal(4, receiver.Receive(new byte[16]));
        Assert.Equal(1ul, network.Seen);
    });

    [Fact]
    public void A_dissector_finds_addresses_and_ports() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        using Network.Loaded network = Network.Load();
        byte[] packet = new Vm.Packets.PacketBuilder().Ethernet().IPv4("10.0.0.1", "10.0.0.2").Udp(1000, 53).Payload(new byte[8]).Build();
        Assert.Equal(FlowDissection.Ok, network.Dissect.Run(packet, out FlowKeys keys));
        Assert.Equal(((byte)IpProtocol.Udp, (UInt32BE)0x0A000001u, (UInt16BE)53, (ushort)34), (keys.Protocol, keys.SourceIp4, keys.DestinationPort, keys.TransportOffset));
        using (BpfLink link = network.Dissect.Attach())
            Assert.Contains("as the place takes", Assert.Throws<BpfException>(() => network.Dissect.Attach()).Message, StringComparison.Ordinal);
        network.Dissect.Attach().Dispose();
    });

    [Fact]
    public void A_route_runs_a_program_until_it_is_removed() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        Assert.Equal(0, RouteNetlink.AddAddress("left", "10.77.0.1", 24));
        using Network.Loaded network = Network.Load();
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        IPEndPoint there = new(IPAddress.Parse("10.77.1.9"), 9);
        network.Route.AttachPersistent(Elsewhere, "left");
        Assert.Throws<SocketException>(() => sender.SendTo("lost"u8, there));
        Assert.Equal(1ul, network.Seen);
        network.Route.AttachPersistent(Elsewhere, "left");
        Assert.Throws<SocketException>(() => sender.SendTo("lost"u8, there));
        Assert.Equal(2ul, network.Seen);
        Assert.True(LwtProgram.DetachPersistent(Elsewhere, "left"));
        Assert.False(LwtProgram.DetachPersistent(Elsewhere, "left"));
        Assert.Throws<SocketException>(() => sender.SendTo("no route"u8, there));
        Assert.Equal(2ul, network.Seen);
    });

    [Fact]
    public void A_route_runs_a_program_on_what_goes_to_its_interface() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        Assert.Equal(0, RouteNetlink.AddAddress("left", "10.77.0.1", 24));
        using Network.Loaded network = Network.Load();
        network.RouteOnTheWire.AttachPersistent(Elsewhere, "left");
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Assert.Throws<SocketException>(() => sender.SendTo("lost"u8, new IPEndPoint(IPAddress.Parse("10.77.1.9"), 9)));
        Assert.Equal(1ul, network.Seen);
        Assert.True(LwtProgram.DetachPersistent(Elsewhere, "left"));
    });

    [Fact]
    public void A_route_runs_a_program_on_what_comes_in_for_it() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        Assert.Equal(0, RouteNetlink.AddAddress("left", "10.77.0.1", 24));
        File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
        byte[] packet = new Vm.Packets.PacketBuilder().Ethernet(destination: "ff:ff:ff:ff:ff:ff").IPv4("10.77.0.2", "10.77.1.9").Udp(1000, 9).Payload(new byte[8]).Build();
        using Network.Loaded network = Network.Load();
        network.RouteIn.AttachPersistent(Elsewhere, "left");
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                PacketSocket.Send("right", packet);
                return network.Seen >= 3;
            },
            TimeSpan.FromSeconds(30)));
        Assert.True(LwtProgram.DetachPersistent(Elsewhere, "left"));
    });

    [Fact]
    public void A_segment_of_a_route_runs_a_program() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        // Ethernet, IPv6, and a segment routing header (RFC 8754) with two segments, the first of which is the route's.
        byte[] packet = Convert.FromHexString(
            "FFFFFFFFFFFF" + "020000000001" + "86DD"
            + "60000000" + "0028" + "2B" + "40" + "FC000002000000000000000000000001" + "FC000001000000000000000000000001"
            + "3B04040101000000" + "FC000003000000000000000000000001" + "FC000001000000000000000000000001");
        using Network.Loaded network = Network.Load();
        IPNetwork segment = IPNetwork.Parse("fc00:1::1/128");
        network.Segment.AttachPersistent(segment, "left");
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                PacketSocket.Send("right", packet);
                return network.Seen >= 3;
            },
            TimeSpan.FromSeconds(30)));
        Assert.True(LwtProgram.DetachPersistent(segment, "left"));
        Assert.Contains("IPv6", Assert.Throws<BpfException>(() => network.Segment.AttachPersistent(Elsewhere, "left")).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void The_peer_of_a_netkit_interface_runs_a_program_of_the_primary_ends() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.Netkit);
        using Network.Loaded network = Network.Load();
        Assert.Equal(0, RouteNetlink.AddNetkit("primary", "peer"));
        using (network.OtherEnd.Attach("primary"))
            Assert.True(SpinWait.SpinUntil(() => Send("peer") && network.Seen >= 3, TimeSpan.FromSeconds(30)));
        ulong before = network.Seen;
        Send("peer");
        Assert.Equal(before, network.Seen);
        Assert.Throws<BpfException>(() => network.OtherEnd.Attach("peer"));
    });

    [Fact]
    public void A_netkit_interface_runs_a_program() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.Netkit);
        using Network.Loaded network = Network.Load();
        Assert.Equal(0, RouteNetlink.AddNetkit("primary", "peer"));
        using (network.Pair.Attach("primary"))
            Assert.True(SpinWait.SpinUntil(() => Send("primary") && network.Seen >= 3, TimeSpan.FromSeconds(30)));
        ulong before = network.Seen;
        Send("primary");
        Assert.Equal(before, network.Seen);
        Assert.Contains("no primary end", Assert.Throws<BpfException>(() => network.Pair.Attach("left")).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Programs_run_in_the_order_asked_for() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using Network.Loaded network = Network.Load();
        using BpfLink two = network.Two.Attach("left", TcDirection.Ingress);
        using BpfLink three = network.Three.Attach("left", TcDirection.Ingress, AttachPosition.First);
        Assert.Equal(32ul, Order(network));
        using (network.One.Attach("left", TcDirection.Ingress, AttachPosition.Before(two)))
            Assert.Equal(312ul, Order(network));
        using (network.One.Attach("left", TcDirection.Ingress, AttachPosition.After(two)))
            Assert.Equal(321ul, Order(network));
        using (network.One.Attach("left", TcDirection.Ingress, AttachPosition.First))
            Assert.Equal(132ul, Order(network));
    });

    [Fact]
    public void What_is_redirected_to_an_interface_is_seen_there() => Redirects(network =>
    {
        network.Interfaces.Set(1, "left", network.AtInterface);
        return network.ToInterface;
    });

    [Fact]
    public void An_interface_is_named_by_its_index_too() => Redirects(network =>
    {
        network.Interfaces.Set(1, System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().Single(i => i.Name == "left").GetIPProperties().GetIPv4Properties()!.Index, network.AtInterface);
        return network.ToInterface;
    });

    [Fact]
    public void What_is_handed_to_a_CPU_is_seen_there() => Redirects(network =>
    {
        network.Cpus.Set(0, queueSize: 64, network.AtCpu);
        return network.ToCpu;
    });

    private static void Redirects(Func<Network.Loaded, XdpProgram> start) => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.XdpLink);
        using Network.Loaded network = Network.Load();
        // Frames are redirected out of an interface whose other end takes them unwrapped.
        using BpfLink other = network.Pass.Attach("right", XdpMode.Native);
        using BpfLink first = start(network).Attach("left", XdpMode.Native);
        Assert.True(SpinWait.SpinUntil(() => Send("right") && network.Seen >= 3, TimeSpan.FromSeconds(30)));
    });

    private static ulong Order(Network.Loaded network)
    {
        network.Order = 0;
        Send("right");
        ulong seen = 0;
        SpinWait.SpinUntil(() => (seen = network.Order) > 10, TimeSpan.FromSeconds(30));
        return seen;
    }

    private static bool Send(string interfaceName)
    {
        PacketSocket.Send(interfaceName, Frame);
        return true;
    }
}
