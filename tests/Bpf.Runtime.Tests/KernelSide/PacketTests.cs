using System.Net;

namespace Bpf.Runtime.Tests.KernelSide;

public sealed class PacketTests
{
    private static readonly byte[] Frame = Convert.FromHexString("020000000001" + "020000000002" + "0800" + "450000140001000040060000" + "C0000201" + "C6336402");

    [Fact]
    public void A_cursor_reads_header_after_header_in_network_byte_order()
    {
        PacketCursor cursor = new XdpContext(Frame).Cursor;
        Assert.True(cursor.TryRead(out Ref<EthernetHeader> ethernet));
        Assert.True(ethernet.Value.EtherType == EtherType.IPv4);
        Assert.Equal("02:00:00:00:00:01", ethernet.Value.Destination.ToString());
        Assert.True(cursor.TryRead(out Ref<Ipv4Header> ip));
        Assert.Equal(20, (ushort)ip.Value.TotalLength);
        Assert.Equal(0xC0000201u, (uint)ip.Value.Source);
        Assert.Equal(34u, cursor.Offset);
    }

    [Fact]
    public void Nothing_beyond_the_packets_end_can_be_reached()
    {
        XdpContext context = new(Frame);
        Assert.False(context.TryRef(15, out Ref<Ipv4Header> beyond));
        Assert.True(beyond.IsNull);
        Assert.False(context.TryRef(-1, out Ref<byte> before));
        Assert.False(context.TryRef(uint.MaxValue, out Ref<ulong> far));
        Assert.True(context.TryRef(33, out Ref<byte> last));
        Assert.Equal(2, last.Value);
        PacketCursor cursor = context.Cursor;
        Assert.False(cursor.TrySkip(35));
        Assert.True(cursor.TrySkip(34));
        Assert.False(cursor.TryRead(out Ref<byte> none));
        Assert.Equal(34u, cursor.Offset);
    }

    [Fact]
    public void Writing_through_a_reference_changes_the_packet()
    {
        byte[] packet = [.. Frame];
        Assert.True(new XdpContext(packet).TryRef(12, out Ref<UInt16BE> type));
        type.Value = EtherType.IPv6;
        Assert.Equal([0x86, 0xDD], packet[12..14]);
    }

    [Fact]
    public void Using_a_null_reference_throws() => Assert.Throws<NullReferenceException>(() =>
    {
        Ref<uint> nothing = default;
        return nothing.Value;
    });

    [Theory]
    [InlineData("192.0.2.0/24")]
    [InlineData("0.0.0.0/0")]
    [InlineData("255.255.255.255/32")]
    public void IPv4_networks_become_keys_and_back(string text)
    {
        IPNetwork network = IPNetwork.Parse(text);
        Ipv4Prefix prefix = network;
        Assert.Equal(text, prefix.ToString());
        Assert.Equal(network, (IPNetwork)prefix);
        AlignedIpv4Prefix aligned = network;
        Assert.Equal(text, aligned.ToString());
        Assert.Equal(network, (IPNetwork)aligned);
        Assert.Equal(new() { PrefixLength = prefix.PrefixLength, Address = prefix.Address }, aligned);
    }

    [Fact]
    public void IPv6_networks_become_keys_and_back()
    {
        IPNetwork network = IPNetwork.Parse("2001:db8:1::/48");
        Ipv6Prefix prefix = network;
        Assert.Equal(0x20010DB8_00010000ul, (ulong)prefix.Address.High);
        Assert.Equal(network, (IPNetwork)prefix);
        Assert.Throws<ArgumentException>(() => (Ipv4Prefix)network);
    }

    [Fact]
    public void Bits_after_the_prefix_are_dropped()
    {
        Ipv4Prefix prefix = new() { PrefixLength = 12, Address = 0xC0FFEE01 };
        Assert.Equal("192.240.0.0/12", ((IPNetwork)prefix).ToString());
    }
}
