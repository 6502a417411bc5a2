namespace Bpf;

/// <summary>States of a TCP socket (<c>BPF_TCP_*</c>, include/uapi/linux/bpf.h).</summary>
public enum TcpState : uint
{
    /// <summary><c>BPF_TCP_ESTABLISHED</c>.</summary>
    Established = 1,

    /// <summary><c>BPF_TCP_SYN_SENT</c>.</summary>
    SynSent = 2,

    /// <summary><c>BPF_TCP_SYN_RECV</c>.</summary>
    SynReceived = 3,

    /// <summary><c>BPF_TCP_FIN_WAIT1</c>.</summary>
    FinWait1 = 4,

    /// <summary><c>BPF_TCP_FIN_WAIT2</c>.</summary>
    FinWait2 = 5,

    /// <summary><c>BPF_TCP_TIME_WAIT</c>.</summary>
    TimeWait = 6,

    /// <summary><c>BPF_TCP_CLOSE</c>.</summary>
    Close = 7,

    /// <summary><c>BPF_TCP_CLOSE_WAIT</c>.</summary>
    CloseWait = 8,

    /// <summary><c>BPF_TCP_LAST_ACK</c>.</summary>
    LastAck = 9,

    /// <summary><c>BPF_TCP_LISTEN</c>.</summary>
    Listen = 10,

    /// <summary><c>BPF_TCP_CLOSING</c>.</summary>
    Closing = 11,

    /// <summary><c>BPF_TCP_NEW_SYN_RECV</c>.</summary>
    NewSynReceived = 12,
}
