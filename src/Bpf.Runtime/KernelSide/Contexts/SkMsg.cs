using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A message on its way to a socket of a map (<c>struct sk_msg_md</c>, include/uapi/linux/bpf.h). 80 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
public struct SkMsg
{
    /// <summary>The socket's family.</summary>
    [FieldOffset(16)]
    public SocketFamily Family;

    /// <summary>The other side's IPv4 address.</summary>
    [FieldOffset(20)]
    public UInt32BE RemoteIp4;

    /// <summary>This side's IPv4 address.</summary>
    [FieldOffset(24)]
    public UInt32BE LocalIp4;

    /// <summary>The other side's IPv6 address.</summary>
    [FieldOffset(28)]
    public Ipv6Words RemoteIp6;

    /// <summary>This side's IPv6 address.</summary>
    [FieldOffset(44)]
    public Ipv6Words LocalIp6;

    /// <summary>The other side's port.</summary>
    [FieldOffset(60)]
    public UInt32BE RemotePort;

    /// <summary>This side's port.</summary>
    [FieldOffset(64)]
    public uint LocalPort;

    /// <summary>Bytes of the message.</summary>
    [FieldOffset(68)]
    public uint Size;

    /// <summary>The bytes at hand: the message's first piece.</summary>
    public readonly PacketData Data => new(BpfWorld.Packet);
}
