namespace Bpf;

/// <summary>Which packets a <see cref="NetfilterProgram"/> sees (<c>NFPROTO_*</c>, include/uapi/linux/netfilter.h).</summary>
public enum NetfilterFamily
{
    /// <summary>IPv4.</summary>
    IPv4 = 2,

    /// <summary>IPv6.</summary>
    IPv6 = 10,
}
