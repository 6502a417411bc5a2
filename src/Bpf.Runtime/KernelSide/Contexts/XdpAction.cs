namespace Bpf;

/// <summary>What happens to a packet after an XDP program (<c>enum xdp_action</c>, include/uapi/linux/bpf.h).</summary>
public enum XdpAction
{
    /// <summary><c>XDP_ABORTED</c>: dropped, with a tracepoint: something is wrong.</summary>
    Aborted = 0,

    /// <summary><c>XDP_DROP</c>: dropped.</summary>
    Drop = 1,

    /// <summary><c>XDP_PASS</c>: on to the network stack.</summary>
    Pass = 2,

    /// <summary><c>XDP_TX</c>: out of the interface it came from.</summary>
    Tx = 3,

    /// <summary><c>XDP_REDIRECT</c>: to where <c>bpf_redirect</c> said.</summary>
    Redirect = 4,
}
