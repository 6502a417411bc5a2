using Bpf.Vm.Packets;

namespace Bpf.Vm.Tests.Packets;

public class PacketBuilderTests
{
    [Fact]
    public void A_known_header_is_built_byte_by_byte()
    {
        byte[] packet = new PacketBuilder().IPv4("192.168.0.1", "192.168.0.199", ttl: 64).Udp(0, 0).Payload(new byte[87]).Build();
        Assert.Equal(115, packet.Length);
        // The usual worked example has the checksum b861 with "don't fragment" set; without that flag it is 4000 more.
        Assert.Equal("45000073000000004011" + "F861" + "C0A80001" + "C0A800C7", Convert.ToHexString(packet.AsSpan(0, 20)));
    }

    [Fact]
    public void Tags_are_stacked()
    {
        byte[] packet = new PacketBuilder().Ethernet().Vlan(100, service: true).Vlan(200, priority: 5).IPv6("fd00::1", "fd00::2").Build();
        Assert.Equal("88A80064" + "8100A0C8" + "86DD", Convert.ToHexString(packet.AsSpan(12, 10)));
        Assert.Equal("6000000000003B40", Convert.ToHexString(packet.AsSpan(22, 8)));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2")]
    [InlineData("fd00::1", "fd00:1:2:3::ffff")]
    public void Checksums_are_zero_when_summed_again(string source, string destination)
    {
        for (int length = 0; length < 40; length++)
        {
            byte[] payload = new byte[length];
            new Random(length).NextBytes(payload);
            foreach (PacketBuilder transport in (PacketBuilder[])[Ip().Tcp(1234, 80, TcpFlags.Syn), Ip().Udp(53, 5353), Ip().IcmpEcho()])
            {
                byte[] packet = transport.Payload(payload).Build();
                bool v6 = source.Contains(':', StringComparison.Ordinal);
                int header = v6 ? 40 : 20;
                byte protocol = packet[v6 ? 6 : 9];
                byte[] pseudo = [.. packet[(v6 ? 8 : 12)..header], (byte)(packet.Length - header >> 8), (byte)(packet.Length - header), 0, protocol];
                if (protocol == 1) pseudo = [];
                Assert.Equal(0xFFFF, Sum([.. pseudo, .. packet[header..]]));
                if (!v6) Assert.Equal(0xFFFF, Sum(packet[..20]));
            }
        }

        PacketBuilder Ip() => source.Contains(':', StringComparison.Ordinal)
            ? new PacketBuilder().IPv6(source, destination)
            : new PacketBuilder().IPv4(source, destination);
    }

    [Fact]
    public void What_is_no_address_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new PacketBuilder().IPv4("fd00::1", "10.0.0.1"));
        Assert.Throws<ArgumentException>(() => new PacketBuilder().IPv6("10.0.0.1", "fd00::1"));
        Assert.Throws<FormatException>(() => new PacketBuilder().Ethernet("02:00"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PacketBuilder().Vlan(4096));
    }

    // By the book: 16-bit big-endian words, carries added at the end.
    private static int Sum(byte[] bytes)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i += 2) sum += bytes[i] << 8 | (i + 1 < bytes.Length ? bytes[i + 1] : 0);
        while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
        return sum;
    }
}
