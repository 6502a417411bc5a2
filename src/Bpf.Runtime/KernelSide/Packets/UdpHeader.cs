using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>A UDP header (RFC 768; <c>struct udphdr</c>), 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct UdpHeader
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 8;

    /// <summary>Sender's port.</summary>
    public UInt16BE SourcePort;

    /// <summary>Receiver's port.</summary>
    public UInt16BE DestinationPort;

    /// <summary>Bytes of header and payload.</summary>
    public UInt16BE Length;

    /// <summary>Checksum with the pseudo header; 0 for none (IPv4).</summary>
    public UInt16BE Checksum;
}
