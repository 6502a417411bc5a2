namespace Bpf;

/// <summary>What a program for socket operations is told or asked (<c>BPF_SOCK_OPS_*</c>, include/uapi/linux/bpf.h).</summary>
public enum SockOpsEvent : uint
{
    /// <summary><c>BPF_SOCK_OPS_TIMEOUT_INIT</c>: asks for the time-out of the first SYN, in jiffies.</summary>
    TimeoutInit = 1,

    /// <summary><c>BPF_SOCK_OPS_RWND_INIT</c>: asks for the first receive window, in segments.</summary>
    RwndInit = 2,

    /// <summary><c>BPF_SOCK_OPS_TCP_CONNECT_CB</c>: a connection is about to be opened from here.</summary>
    TcpConnect = 3,

    /// <summary><c>BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB</c>: a connection opened from here is established.</summary>
    ActiveEstablished = 4,

    /// <summary><c>BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB</c>: a connection opened by the other side is established.</summary>
    PassiveEstablished = 5,

    /// <summary><c>BPF_SOCK_OPS_NEEDS_ECN</c>: asks whether congestion control needs ECN.</summary>
    NeedsEcn = 6,

    /// <summary><c>BPF_SOCK_OPS_BASE_RTT</c>: asks for the base round-trip time.</summary>
    BaseRtt = 7,

    /// <summary><c>BPF_SOCK_OPS_RTO_CB</c>: a retransmission time-out fired.</summary>
    Rto = 8,

    /// <summary><c>BPF_SOCK_OPS_RETRANS_CB</c>: segments are sent again.</summary>
    Retransmission = 9,

    /// <summary><c>BPF_SOCK_OPS_STATE_CB</c>: the TCP state changes.</summary>
    State = 10,

    /// <summary><c>BPF_SOCK_OPS_TCP_LISTEN_CB</c>: the socket listens.</summary>
    TcpListen = 11,

    /// <summary><c>BPF_SOCK_OPS_RTT_CB</c>: a round-trip time was measured.</summary>
    Rtt = 12,

    /// <summary><c>BPF_SOCK_OPS_PARSE_HDR_OPT_CB</c>: a header with options came in.</summary>
    ParseHeaderOptions = 13,

    /// <summary><c>BPF_SOCK_OPS_HDR_OPT_LEN_CB</c>: asks for the length of options to add.</summary>
    HeaderOptionLength = 14,

    /// <summary><c>BPF_SOCK_OPS_WRITE_HDR_OPT_CB</c>: asks for the options to add.</summary>
    WriteHeaderOptions = 15,
}
