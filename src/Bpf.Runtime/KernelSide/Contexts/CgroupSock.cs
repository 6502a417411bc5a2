using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A socket as a control group's programs see it (<c>struct bpf_sock</c>, include/uapi/linux/bpf.h). 80 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
public struct CgroupSock
{
    /// <summary>The interface it is bound to; 0 for any.</summary>
    [FieldOffset(0)]
    public uint BoundDevIf;

    /// <summary>The address family (<c>AF_INET</c>, ...).</summary>
    [FieldOffset(4)]
    public SocketFamily Family;

    /// <summary>The socket's type (<c>SOCK_STREAM</c>, ...).</summary>
    [FieldOffset(8)]
    public SocketKind Type;

    /// <summary>Its protocol.</summary>
    [FieldOffset(12)]
    public uint Protocol;

    /// <summary>The mark of its packets.</summary>
    [FieldOffset(16)]
    public uint Mark;

    /// <summary>The queueing priority of its packets.</summary>
    [FieldOffset(20)]
    public uint Priority;

    /// <summary>The IPv4 address it is bound to.</summary>
    [FieldOffset(24)]
    public UInt32BE SrcIp4;

    /// <summary>The IPv6 address it is bound to.</summary>
    [FieldOffset(28)]
    public Ipv6Words SrcIp6;

    /// <summary>The port it is bound to.</summary>
    [FieldOffset(44)]
    public uint SrcPort;

    /// <summary>The other side's port.</summary>
    [FieldOffset(48)]
    public UInt16BE DstPort;

    /// <summary>The other side's IPv4 address.</summary>
    [FieldOffset(52)]
    public UInt32BE DstIp4;

    /// <summary>The other side's IPv6 address.</summary>
    [FieldOffset(56)]
    public Ipv6Words DstIp6;

    /// <summary>The TCP state.</summary>
    [FieldOffset(72)]
    public TcpState State;

    /// <summary>The receive queue; -1 for none.</summary>
    [FieldOffset(76)]
    public int RxQueueMapping;
}
