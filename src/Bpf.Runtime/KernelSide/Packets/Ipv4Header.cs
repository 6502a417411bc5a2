using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>An IPv4 header without options (RFC 791; <c>struct iphdr</c>), 20 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Ipv4Header
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 20;

    /// <summary>Version in the upper four bits; header length in 32-bit words in the lower.</summary>
    public byte VersionAndLength;

    /// <summary>Type of service (DSCP and ECN).</summary>
    public byte Tos;

    /// <summary>Bytes of header and payload.</summary>
    public UInt16BE TotalLength;

    /// <summary>Identification of fragments.</summary>
    public UInt16BE Id;

    /// <summary>Flags (3 bits) and offset in units of 8 bytes (13).</summary>
    public UInt16BE FragmentOffset;

    /// <summary>Time to live, in hops.</summary>
    public byte Ttl;

    /// <summary>What follows, see <see cref="IpProtocol"/>.</summary>
    public byte Protocol;

    /// <summary>Checksum of the header.</summary>
    public UInt16BE Checksum;

    /// <summary>The sender's address.</summary>
    public UInt32BE Source;

    /// <summary>The receiver's address.</summary>
    public UInt32BE Destination;
}
