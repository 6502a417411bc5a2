using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bpf.Vm.Packets;

/// <summary>
/// Builds packets for tests, from the outside in: lengths, next-header fields and checksums are filled in by <see cref="Build"/>, and are right.
/// </summary>
/// <example>
/// <code>
/// byte[] packet = new PacketBuilder().Ethernet().IPv4("10.0.0.1", "10.0.0.2").Tcp(40000, 80, TcpFlags.Syn).Build();
/// </code>
/// </example>
/// <remarks>Formats: RFC 791 (IPv4), 8200 (IPv6), 9293 (TCP), 768 (UDP), 792 and 4443 (ICMP); IEEE 802.3 and 802.1Q.</remarks>
public sealed class PacketBuilder
{
    private const ushort EtherTypeIPv4 = 0x0800, EtherTypeIPv6 = 0x86DD, EtherTypeVlan = 0x8100, EtherTypeServiceVlan = 0x88A8;
    private const byte ProtocolIcmp = 1, ProtocolTcp = 6, ProtocolUdp = 17, ProtocolIcmpV6 = 58, NoNextHeader = 59;
    private const byte EchoRequest = 8, EchoRequestV6 = 128;

    private readonly List<Layer> _layers = [];

    /// <summary>Adds an Ethernet header; its type is that of what follows.</summary>
    /// <param name="source">The sender's address, <c>02:00:00:00:00:01</c> unless given.</param>
    /// <param name="destination">The receiver's address, <c>02:00:00:00:00:02</c> unless given.</param>
    /// <exception cref="FormatException">An address is not six hexadecimal bytes with colons between.</exception>
    public PacketBuilder Ethernet(string source = "02:00:00:00:00:01", string destination = "02:00:00:00:00:02")
    {
        byte[] header = new byte[14];
        ParseMac(destination).CopyTo(header, 0);
        ParseMac(source).CopyTo(header, 6);
        return Add(LayerKind.Ethernet, header);
    }

    /// <summary>Adds an 802.1Q tag; several make a stack.</summary>
    /// <param name="id">The VLAN, 0 to 4095.</param>
    /// <param name="priority">The priority, 0 to 7.</param>
    /// <param name="service">True for a service tag (802.1ad), type 0x88A8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number doesn't fit its field.</exception>
    public PacketBuilder Vlan(int id, int priority = 0, bool service = false)
    {
        if ((uint)id > 4095) throw new ArgumentOutOfRangeException(nameof(id));
        if ((uint)priority > 7) throw new ArgumentOutOfRangeException(nameof(priority));
        byte[] header = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)(priority << 13 | id));
        return Add(service ? LayerKind.ServiceVlan : LayerKind.Vlan, header);
    }

    /// <summary>Adds an IPv4 header.</summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address.</param>
    /// <param name="ttl">Time to live.</param>
    /// <param name="options">Options, a multiple of 4 bytes up to 40.</param>
    /// <exception cref="ArgumentException">An address or the options are none.</exception>
    public PacketBuilder IPv4(string source, string destination, byte ttl = 64, params byte[] options)
    {
        if (options.Length % 4 != 0 || options.Length > 40) throw new ArgumentException("IPv4 options take a multiple of 4 bytes, up to 40.", nameof(options));
        byte[] header = new byte[20 + options.Length];
        header[0] = (byte)(0x40 | header.Length / 4);
        header[8] = ttl;
        ParseAddress(source, AddressFamily.InterNetwork).CopyTo(header, 12);
        ParseAddress(destination, AddressFamily.InterNetwork).CopyTo(header, 16);
        options.CopyTo(header, 20);
        return Add(LayerKind.IPv4, header);
    }

    /// <summary>Adds an IPv6 header.</summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address.</param>
    /// <param name="hopLimit">Hop limit.</param>
    /// <exception cref="ArgumentException">An address is none.</exception>
    public PacketBuilder IPv6(string source, string destination, byte hopLimit = 64)
    {
        byte[] header = new byte[40];
        header[0] = 0x60;
        header[7] = hopLimit;
        ParseAddress(source, AddressFamily.InterNetworkV6).CopyTo(header, 8);
        ParseAddress(destination, AddressFamily.InterNetworkV6).CopyTo(header, 24);
        return Add(LayerKind.IPv6, header);
    }

    /// <summary>Adds a TCP header without options.</summary>
    /// <param name="sourcePort">The sender's port.</param>
    /// <param name="destinationPort">The receiver's port.</param>
    /// <param name="flags">The flags.</param>
    /// <param name="sequence">The sequence number.</param>
    /// <param name="acknowledgment">The acknowledgment number.</param>
    public PacketBuilder Tcp(ushort sourcePort, ushort destinationPort, TcpFlags flags = TcpFlags.Ack, uint sequence = 1, uint acknowledgment = 0)
    {
        byte[] header = new byte[20];
        BinaryPrimitives.WriteUInt16BigEndian(header, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), acknowledgment);
        header[12] = 0x50;
        header[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), ushort.MaxValue);
        return Add(LayerKind.Tcp, header);
    }

    /// <summary>Adds a UDP header.</summary>
    /// <param name="sourcePort">The sender's port.</param>
    /// <param name="destinationPort">The receiver's port.</param>
    public PacketBuilder Udp(ushort sourcePort, ushort destinationPort)
    {
        byte[] header = new byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(header, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), destinationPort);
        return Add(LayerKind.Udp, header);
    }

    /// <summary>Adds an ICMP echo request, for IPv4 or IPv6 as what comes before it.</summary>
    /// <param name="identifier">Which stream of requests it belongs to.</param>
    /// <param name="sequence">Its number in the stream.</param>
    public PacketBuilder IcmpEcho(ushort identifier = 1, ushort sequence = 1)
    {
        bool v6 = _layers.Count != 0 && _layers[_layers.Count - 1].Kind == LayerKind.IPv6;
        byte[] header = new byte[8];
        header[0] = v6 ? EchoRequestV6 : EchoRequest;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), identifier);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), sequence);
        return Add(v6 ? LayerKind.IcmpV6 : LayerKind.Icmp, header);
    }

    /// <summary>Adds bytes as they are: a payload, or a header that this class doesn't know.</summary>
    /// <param name="bytes">The bytes, copied.</param>
    public PacketBuilder Payload(ReadOnlySpan<byte> bytes) => Add(LayerKind.Payload, bytes.ToArray());

    /// <summary>Makes the packet.</summary>
    /// <returns>A new array each time.</returns>
    /// <exception cref="InvalidOperationException">The packet is longer than its length fields can say.</exception>
    public byte[] Build()
    {
        int length = 0;
        foreach (Layer layer in _layers) length += layer.Bytes.Length;
        byte[] packet = new byte[length];

        // From the inside out: a checksum covers what is inside, and that must be final.
        for (int i = _layers.Count - 1, end = length; i >= 0; i--)
        {
            end -= _layers[i].Bytes.Length;
            _layers[i].Bytes.CopyTo(packet, end);
            Finish(i, packet.AsSpan(end));
        }
        return packet;
    }

    private void Finish(int index, Span<byte> bytes)
    {
        LayerKind next = index + 1 < _layers.Count ? _layers[index + 1].Kind : LayerKind.Payload;
        int headerLength = _layers[index].Bytes.Length;
        switch (_layers[index].Kind)
        {
            case LayerKind.Ethernet:
                BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(12), EtherType(next));
                break;
            case LayerKind.Vlan or LayerKind.ServiceVlan:
                BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(2), EtherType(next));
                break;
            case LayerKind.IPv4:
                BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(2), Length16(bytes.Length));
                bytes[9] = Protocol(next, 0);
                WriteChecksum(bytes.Slice(0, headerLength), 10, 0);
                break;
            case LayerKind.IPv6:
                BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(4), Length16(bytes.Length - headerLength));
                bytes[6] = Protocol(next, NoNextHeader);
                break;
            case LayerKind.Tcp:
                WriteChecksum(bytes, 16, PseudoHeader(index, ProtocolTcp, bytes.Length));
                break;
            case LayerKind.Udp:
                BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(4), Length16(bytes.Length));
                WriteChecksum(bytes, 6, PseudoHeader(index, ProtocolUdp, bytes.Length));
                // Zero says there is none (RFC 768).
                if (bytes[6] == 0 && bytes[7] == 0) bytes[6] = bytes[7] = 0xFF;
                break;
            case LayerKind.Icmp:
                WriteChecksum(bytes, 2, 0);
                break;
            case LayerKind.IcmpV6:
                WriteChecksum(bytes, 2, PseudoHeader(index, ProtocolIcmpV6, bytes.Length));
                break;
        }
    }

    /// <summary>The sum of the addresses, protocol and length that TCP's and UDP's checksums cover; 0 where there is no IP header before.</summary>
    private uint PseudoHeader(int index, byte protocol, int length)
    {
        Layer ip = index > 0 ? _layers[index - 1] : default;
        if (ip.Kind is not (LayerKind.IPv4 or LayerKind.IPv6)) return 0;
        Span<byte> rest = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        rest[7] = protocol;
        ReadOnlySpan<byte> addresses = ip.Kind == LayerKind.IPv4 ? ip.Bytes.AsSpan(12, 8) : ip.Bytes.AsSpan(8, 32);
        return Checksum.Add(rest, Checksum.Add(addresses, 0));
    }

    private static void WriteChecksum(Span<byte> bytes, int offset, uint pseudoHeader) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(offset), (ushort)~Checksum.Fold(Checksum.Add(bytes, pseudoHeader)));

    private static ushort EtherType(LayerKind kind) => kind switch
    {
        LayerKind.IPv4 => EtherTypeIPv4,
        LayerKind.IPv6 => EtherTypeIPv6,
        LayerKind.Vlan => EtherTypeVlan,
        LayerKind.ServiceVlan => EtherTypeServiceVlan,
        _ => 0,
    };

    private static byte Protocol(LayerKind kind, byte none) => kind switch
    {
        LayerKind.Tcp => ProtocolTcp,
        LayerKind.Udp => ProtocolUdp,
        LayerKind.Icmp => ProtocolIcmp,
        LayerKind.IcmpV6 => ProtocolIcmpV6,
        LayerKind.IPv4 => 4,
        LayerKind.IPv6 => 41,
        _ => none,
    };

    private static ushort Length16(int length) => length <= ushort.MaxValue
        ? (ushort)length
        : throw new InvalidOperationException("The packet is longer than its length fields can say.");

    private static byte[] ParseMac(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length != 6) throw new FormatException($"'{text}' is no Ethernet address.");
        return Array.ConvertAll(parts, part => byte.Parse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    private static byte[] ParseAddress(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == family
            ? address.GetAddressBytes()
            : throw new ArgumentException($"'{text}' is no address of {(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")}.");

    private PacketBuilder Add(LayerKind kind, byte[] bytes)
    {
        _layers.Add(new Layer(kind, bytes));
        return this;
    }

    private enum LayerKind
    {
        Payload,
        Ethernet,
        Vlan,
        ServiceVlan,
        IPv4,
        IPv6,
        Tcp,
        Udp,
        Icmp,
        IcmpV6,
    }

    private readonly record struct Layer(LayerKind Kind, byte[] Bytes);
}
