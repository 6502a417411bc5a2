using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>What tells one flow of packets from another (<c>struct bpf_flow_keys</c>, include/uapi/linux/bpf.h). 56 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
public struct FlowKeys
{
    /// <summary>Where the network header is, in bytes from the packet's start.</summary>
    [FieldOffset(0)]
    public ushort NetworkOffset;

    /// <summary>Where the transport header is, in bytes from the packet's start.</summary>
    [FieldOffset(2)]
    public ushort TransportOffset;

    /// <summary>The EtherType that says which addresses there are; byte order of the machine.</summary>
    [FieldOffset(4)]
    public ushort AddressProtocol;

    /// <summary>1 for a fragment.</summary>
    [FieldOffset(6)]
    public byte IsFragment;

    /// <summary>1 for the first fragment.</summary>
    [FieldOffset(7)]
    public byte IsFirstFragment;

    /// <summary>1 for a packet in a packet.</summary>
    [FieldOffset(8)]
    public byte IsEncapsulated;

    /// <summary>The transport protocol (<see cref="IpProtocol"/>).</summary>
    [FieldOffset(9)]
    public byte Protocol;

    /// <summary>The EtherType.</summary>
    [FieldOffset(10)]
    public UInt16BE EtherType;

    /// <summary>The sender's port.</summary>
    [FieldOffset(12)]
    public UInt16BE SourcePort;

    /// <summary>The receiver's port.</summary>
    [FieldOffset(14)]
    public UInt16BE DestinationPort;

    /// <summary>The sender's IPv4 address; the first bytes of an IPv6 one.</summary>
    [FieldOffset(16)]
    public UInt32BE SourceIp4;

    /// <summary>The receiver's IPv4 address.</summary>
    [FieldOffset(20)]
    public UInt32BE DestinationIp4;

    /// <summary>The sender's IPv6 address.</summary>
    [FieldOffset(16)]
    public Ipv6Words SourceIp6;

    /// <summary>The receiver's IPv6 address.</summary>
    [FieldOffset(32)]
    public Ipv6Words DestinationIp6;

    /// <summary>What the kernel asks for (<c>BPF_FLOW_DISSECTOR_F_*</c>).</summary>
    [FieldOffset(48)]
    public uint Flags;

    /// <summary>The IPv6 flow label.</summary>
    [FieldOffset(52)]
    public UInt32BE FlowLabel;
}
