using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>A TCP socket as programs see it: <c>struct bpf_tcp_sock</c>, include/uapi/linux/bpf.h. Read only; the fields mean what those of the same name in <c>struct tcp_sock</c> do.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct BpfTcpSock
{
    /// <summary>The sending congestion window, in segments.</summary>
    public uint SndCwnd;

    /// <summary>The smoothed round trip time, in eighths of microseconds.</summary>
    public uint SrttUs;

    /// <summary>The least round trip time, in microseconds.</summary>
    public uint RttMin;

    /// <summary>The slow start threshold.</summary>
    public uint SndSsthresh;

    /// <summary>The sequence number wanted next.</summary>
    public uint RcvNxt;

    /// <summary>The sequence number sent next.</summary>
    public uint SndNxt;

    /// <summary>The first byte not acknowledged.</summary>
    public uint SndUna;

    /// <summary>The effective segment size.</summary>
    public uint MssCache;

    /// <summary>The state of explicit congestion notification (<c>TCP_ECN_*</c>).</summary>
    public uint EcnFlags;

    /// <summary>Segments delivered in the last rate sample.</summary>
    public uint RateDelivered;

    /// <summary>Microseconds of the last rate sample.</summary>
    public uint RateIntervalUs;

    /// <summary>Segments in flight.</summary>
    public uint PacketsOut;

    /// <summary>Retransmitted segments in flight.</summary>
    public uint RetransOut;

    /// <summary>Retransmissions so far.</summary>
    public uint TotalRetrans;

    /// <summary>Segments received.</summary>
    public uint SegsIn;

    /// <summary>Segments with data received.</summary>
    public uint DataSegsIn;

    /// <summary>Segments sent.</summary>
    public uint SegsOut;

    /// <summary>Segments with data sent.</summary>
    public uint DataSegsOut;

    /// <summary>Segments lost.</summary>
    public uint LostOut;

    /// <summary>Segments acknowledged selectively.</summary>
    public uint SackedOut;

    /// <summary>Bytes received.</summary>
    public ulong BytesReceived;

    /// <summary>Bytes acknowledged.</summary>
    public ulong BytesAcked;

    /// <summary>Duplicates reported by the receiver.</summary>
    public uint DsackDups;

    /// <summary>Segments delivered.</summary>
    public uint Delivered;

    /// <summary>Segments delivered with a congestion mark.</summary>
    public uint DeliveredCe;

    /// <summary>Retransmissions of the segment in flight.</summary>
    public uint IcskRetransmits;
}
