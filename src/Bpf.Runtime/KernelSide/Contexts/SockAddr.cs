using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// The address of a socket call (<c>struct bpf_sock_addr</c>, include/uapi/linux/bpf.h). 72 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
public struct SockAddr
{
    /// <summary>The family that the caller gave.</summary>
    [FieldOffset(0)]
    public SocketFamily UserFamily;

    /// <summary>The IPv4 address that the caller gave.</summary>
    [FieldOffset(4)]
    public UInt32BE UserIp4;

    /// <summary>The IPv6 address that the caller gave.</summary>
    [FieldOffset(8)]
    public Ipv6Words UserIp6;

    /// <summary>The port that the caller gave.</summary>
    [FieldOffset(24)]
    public PortBE UserPort;

    /// <summary>The socket's family.</summary>
    [FieldOffset(28)]
    public SocketFamily Family;

    /// <summary>The socket's type.</summary>
    [FieldOffset(32)]
    public SocketKind Type;

    /// <summary>The socket's protocol.</summary>
    [FieldOffset(36)]
    public uint Protocol;

    /// <summary>The IPv4 address to send from.</summary>
    [FieldOffset(40)]
    public UInt32BE MsgSrcIp4;

    /// <summary>The IPv6 address to send from.</summary>
    [FieldOffset(44)]
    public Ipv6Words MsgSrcIp6;
}
