using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>A socket as programs see it: <c>struct bpf_sock</c>, include/uapi/linux/bpf.h. Read only.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct BpfSock
{
    /// <summary>The interface it is bound to; 0 for any.</summary>
    public uint BoundDevIf;

    /// <summary>The address family, <c>AF_*</c>.</summary>
    public uint Family;

    /// <summary>The type, <c>SOCK_*</c>.</summary>
    public uint Type;

    /// <summary>The protocol, <c>IPPROTO_*</c>.</summary>
    public uint Protocol;

    /// <summary>The socket's mark (<c>SO_MARK</c>).</summary>
    public uint Mark;

    /// <summary>The priority.</summary>
    public uint Priority;

    /// <summary>The local IPv4 address.</summary>
    public UInt32BE SourceIp4;

    /// <summary>The local IPv6 address, in words.</summary>
    public SockIpv6 SourceIp6;

    /// <summary>The local port.</summary>
    public uint SourcePort;

    /// <summary>The remote port.</summary>
    public UInt16BE DestinationPort;

    private readonly ushort padding;

    /// <summary>The remote IPv4 address.</summary>
    public UInt32BE DestinationIp4;

    /// <summary>The remote IPv6 address, in words.</summary>
    public SockIpv6 DestinationIp6;

    /// <summary>The state, <c>BPF_TCP_*</c>.</summary>
    public uint State;

    /// <summary>The receive queue; -1 for none.</summary>
    public int RxQueueMapping;
}

/// <summary>An IPv6 address in the words that socket contexts are read by.</summary>
[InlineArray(4)]
public struct SockIpv6
{
    private UInt32BE element;
}
