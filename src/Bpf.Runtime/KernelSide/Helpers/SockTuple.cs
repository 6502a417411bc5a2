using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Which IPv4 connection a socket is looked up for: <c>struct bpf_sock_tuple</c>, member <c>ipv4</c>, include/uapi/linux/bpf.h.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SockTuple4
{
    /// <summary>The sender's address.</summary>
    public UInt32BE Source;

    /// <summary>The receiver's address.</summary>
    public UInt32BE Destination;

    /// <summary>The sender's port.</summary>
    public UInt16BE SourcePort;

    /// <summary>The receiver's port.</summary>
    public UInt16BE DestinationPort;
}

/// <summary>Which IPv6 connection a socket is looked up for: <c>struct bpf_sock_tuple</c>, member <c>ipv6</c>, include/uapi/linux/bpf.h.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SockTuple6
{
    /// <summary>The sender's address.</summary>
    public Ipv6Address Source;

    /// <summary>The receiver's address.</summary>
    public Ipv6Address Destination;

    /// <summary>The sender's port.</summary>
    public UInt16BE SourcePort;

    /// <summary>The receiver's port.</summary>
    public UInt16BE DestinationPort;
}
