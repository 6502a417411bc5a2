namespace Bpf;

/// <summary>What an IP packet carries (<c>IPPROTO_*</c>, include/uapi/linux/in.h and in6.h).</summary>
public static class IpProtocol
{
    /// <summary><c>IPPROTO_HOPOPTS</c>: IPv6 hop-by-hop options.</summary>
    public const byte HopByHop = 0;

    /// <summary><c>IPPROTO_ICMP</c>.</summary>
    public const byte Icmp = 1;

    /// <summary><c>IPPROTO_TCP</c>.</summary>
    public const byte Tcp = 6;

    /// <summary><c>IPPROTO_UDP</c>.</summary>
    public const byte Udp = 17;

    /// <summary><c>IPPROTO_FRAGMENT</c>: an IPv6 fragment.</summary>
    public const byte Fragment = 44;

    /// <summary><c>IPPROTO_ICMPV6</c>.</summary>
    public const byte IcmpV6 = 58;

    /// <summary><c>IPPROTO_SCTP</c>.</summary>
    public const byte Sctp = 132;
}
