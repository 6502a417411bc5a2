using System.Net;
using Bpf.Acceptance.Tests.Support;
using Bpf.Runtime.Tests.Support;
using Bpf.Vm.Packets;

namespace Bpf.Acceptance.Tests;

/// <summary>XdpFirewall on an interface of the running kernel.</summary>
public sealed class XdpFirewallTests
{
    [Fact]
    public void What_was_sent_is_counted_and_bpftool_shows_the_same()
    {
        Requires.Kernel();
        NetworkNamespace.Run(() =>
        {
            using XdpFirewall.Loaded firewall = XdpFirewall.Load();
            IPNetwork bad4 = IPNetwork.Parse("192.0.2.0/24"), bad6 = IPNetwork.Parse("2001:db8:bad::/48");
            firewall.Blocked4[bad4] = firewall.Blocked4[IPNetwork.Parse("198.51.100.0/24")] = default;
            firewall.Blocked6[bad6] = default;
            firewall.Filter.Attach("right");

            byte[] packet4 = new PacketBuilder().Ethernet().IPv4("192.0.2.9", "203.0.113.1").Udp(1, 2).Build();
            byte[] packet6 = new PacketBuilder().Ethernet().IPv6("2001:db8:bad::9", "2001:db8::1").Udp(1, 2).Build();
            for (int i = 0; i < 50; i++)
                PacketSocket.Send("left", packet4);
            for (int i = 0; i < 30; i++)
                PacketSocket.Send("left", packet6);

            Assert.Equal((50ul, 50ul * (ulong)packet4.Length), (firewall.Blocked4[bad4].Packets, firewall.Blocked4[bad4].Bytes));
            Assert.Equal((30ul, 30ul * (ulong)packet6.Length), (firewall.Blocked6[bad6].Packets, firewall.Blocked6[bad6].Bytes));
            Assert.Equal(MapDump.ByBpftool(firewall.Blocked4.Map), MapDump.ByView(firewall.Blocked4));
            Assert.Equal(MapDump.ByBpftool(firewall.Blocked6.Map), MapDump.ByView(firewall.Blocked6));
        });
    }
}
