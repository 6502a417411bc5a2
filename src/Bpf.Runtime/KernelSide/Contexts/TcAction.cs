namespace Bpf;

/// <summary>What happens to a packet after a traffic control program (<c>TC_ACT_*</c>, include/uapi/linux/pkt_cls.h).</summary>
public enum TcAction
{
    /// <summary><c>TC_ACT_UNSPEC</c>: what the filter is configured for; for links, on to the next program.</summary>
    Unspecified = -1,

    /// <summary><c>TC_ACT_OK</c>: on its way; no further program is asked.</summary>
    Ok = 0,

    /// <summary><c>TC_ACT_SHOT</c>: dropped.</summary>
    Shot = 2,

    /// <summary><c>TC_ACT_STOLEN</c>: taken, without being counted as dropped.</summary>
    Stolen = 4,

    /// <summary><c>TC_ACT_REDIRECT</c>: to where <c>bpf_redirect</c> said.</summary>
    Redirect = 7,
}
