using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>An IPv6 header (RFC 8200; <c>struct ipv6hdr</c>), 40 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Ipv6Header
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 40;

    /// <summary>Version (4 bits), traffic class (8), flow label (20).</summary>
    public UInt32BE VersionClassFlow;

    /// <summary>Bytes after this header.</summary>
    public UInt16BE PayloadLength;

    /// <summary>What follows, see <see cref="IpProtocol"/>.</summary>
    public byte NextHeader;

    /// <summary>How many routers the packet may still pass.</summary>
    public byte HopLimit;

    /// <summary>The sender's address.</summary>
    public Ipv6Address Source;

    /// <summary>The receiver's address.</summary>
    public Ipv6Address Destination;
}
