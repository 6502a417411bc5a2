using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A packet or connection that looks for its socket (<c>struct bpf_sk_lookup</c>, include/uapi/linux/bpf.h). 72 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
public struct SkLookup
{
    /// <summary>The packet's family.</summary>
    [FieldOffset(8)]
    public SocketFamily Family;

    /// <summary>The packet's protocol.</summary>
    [FieldOffset(12)]
    public uint Protocol;

    /// <summary>The IPv4 address it is from.</summary>
    [FieldOffset(16)]
    public UInt32BE RemoteIp4;

    /// <summary>The IPv6 address it is from.</summary>
    [FieldOffset(20)]
    public Ipv6Words RemoteIp6;

    /// <summary>The port it is from.</summary>
    [FieldOffset(36)]
    public UInt16BE RemotePort;

    /// <summary>The IPv4 address it is for.</summary>
    [FieldOffset(40)]
    public UInt32BE LocalIp4;

    /// <summary>The IPv6 address it is for.</summary>
    [FieldOffset(44)]
    public Ipv6Words LocalIp6;

    /// <summary>The port it is for.</summary>
    [FieldOffset(60)]
    public uint LocalPort;

    /// <summary>The interface it came in by (Linux 5.17).</summary>
    [FieldOffset(64)]
    public uint IngressIfindex;
}
