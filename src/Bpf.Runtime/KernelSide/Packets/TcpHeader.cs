using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>A TCP header without options (RFC 9293; <c>struct tcphdr</c>), 20 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct TcpHeader
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 20;

    /// <summary>Sender's port.</summary>
    public UInt16BE SourcePort;

    /// <summary>Receiver's port.</summary>
    public UInt16BE DestinationPort;

    /// <summary>Of the first byte of payload.</summary>
    public UInt32BE SequenceNumber;

    /// <summary>Of the next byte expected.</summary>
    public UInt32BE AcknowledgmentNumber;

    /// <summary>Header length in 32-bit words (4 bits), reserved (4), CWR ECE URG ACK PSH RST SYN FIN.</summary>
    public UInt16BE OffsetAndFlags;

    /// <summary>Bytes the sender will take.</summary>
    public UInt16BE Window;

    /// <summary>Checksum with the pseudo header.</summary>
    public UInt16BE Checksum;

    /// <summary>Offset of the last urgent byte.</summary>
    public UInt16BE UrgentPointer;
}
