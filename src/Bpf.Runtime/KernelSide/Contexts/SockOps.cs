using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// An event in the life of a TCP connection (<c>struct bpf_sock_ops</c>, include/uapi/linux/bpf.h). 224 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 224)]
public struct SockOps
{
    /// <summary>What happened.</summary>
    [FieldOffset(0)]
    public SockOpsEvent Op;

    /// <summary>The answer, for events that ask for one.</summary>
    [FieldOffset(4)]
    public uint Reply;

    /// <summary>The event's first argument.</summary>
    [FieldOffset(8)]
    public uint Args1;

    /// <summary>The event's second argument.</summary>
    [FieldOffset(12)]
    public uint Args2;

    /// <summary>The event's third argument.</summary>
    [FieldOffset(16)]
    public uint Args3;

    /// <summary>The socket's family.</summary>
    [FieldOffset(20)]
    public SocketFamily Family;

    /// <summary>The other side's IPv4 address.</summary>
    [FieldOffset(24)]
    public UInt32BE RemoteIp4;

    /// <summary>This side's IPv4 address.</summary>
    [FieldOffset(28)]
    public UInt32BE LocalIp4;

    /// <summary>The other side's IPv6 address.</summary>
    [FieldOffset(32)]
    public Ipv6Words RemoteIp6;

    /// <summary>This side's IPv6 address.</summary>
    [FieldOffset(48)]
    public Ipv6Words LocalIp6;

    /// <summary>The other side's port.</summary>
    [FieldOffset(64)]
    public UInt32BE RemotePort;

    /// <summary>This side's port.</summary>
    [FieldOffset(68)]
    public uint LocalPort;

    /// <summary>1 where the fields below are there.</summary>
    [FieldOffset(72)]
    public uint IsFullsock;

    /// <summary>The congestion window, in segments.</summary>
    [FieldOffset(76)]
    public uint SndCwnd;

    /// <summary>The smoothed round-trip time, in eighths of microseconds.</summary>
    [FieldOffset(80)]
    public uint SrttUs;

    /// <summary>The further events that are asked for (<c>BPF_SOCK_OPS_*_CB_FLAG</c>).</summary>
    [FieldOffset(84)]
    public uint BpfSockOpsCbFlags;

    /// <summary>The TCP state.</summary>
    [FieldOffset(88)]
    public TcpState State;

    /// <summary>The least round-trip time, in microseconds.</summary>
    [FieldOffset(92)]
    public uint RttMin;

    /// <summary>The slow-start threshold, in segments.</summary>
    [FieldOffset(96)]
    public uint SndSsthresh;

    /// <summary>The next sequence number expected.</summary>
    [FieldOffset(100)]
    public uint RcvNxt;

    /// <summary>The next sequence number to send.</summary>
    [FieldOffset(104)]
    public uint SndNxt;

    /// <summary>The first sequence number not acknowledged.</summary>
    [FieldOffset(108)]
    public uint SndUna;

    /// <summary>The segment size in use.</summary>
    [FieldOffset(112)]
    public uint MssCache;

    /// <summary>The state of explicit congestion notification.</summary>
    [FieldOffset(116)]
    public uint EcnFlags;

    /// <summary>Segments delivered in the last interval.</summary>
    [FieldOffset(120)]
    public uint RateDelivered;

    /// <summary>That interval, in microseconds.</summary>
    [FieldOffset(124)]
    public uint RateIntervalUs;

    /// <summary>Segments in flight.</summary>
    [FieldOffset(128)]
    public uint PacketsOut;

    /// <summary>Segments sent again, in flight.</summary>
    [FieldOffset(132)]
    public uint RetransOut;

    /// <summary>Segments sent again, ever.</summary>
    [FieldOffset(136)]
    public uint TotalRetrans;

    /// <summary>Segments received.</summary>
    [FieldOffset(140)]
    public uint SegsIn;

    /// <summary>Segments received that had data.</summary>
    [FieldOffset(144)]
    public uint DataSegsIn;

    /// <summary>Segments sent.</summary>
    [FieldOffset(148)]
    public uint SegsOut;

    /// <summary>Segments sent that had data.</summary>
    [FieldOffset(152)]
    public uint DataSegsOut;

    /// <summary>Segments taken for lost.</summary>
    [FieldOffset(156)]
    public uint LostOut;

    /// <summary>Segments acknowledged out of order.</summary>
    [FieldOffset(160)]
    public uint SackedOut;

    /// <summary>The hash that chooses the path.</summary>
    [FieldOffset(164)]
    public uint SkTxhash;

    /// <summary>Bytes received.</summary>
    [FieldOffset(168)]
    public ulong BytesReceived;

    /// <summary>Bytes acknowledged.</summary>
    [FieldOffset(176)]
    public ulong BytesAcked;
}
