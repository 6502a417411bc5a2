namespace Bpf;

/// <summary>What happens to a packet after a <see cref="NetfilterAttribute"/> program (<c>NF_DROP</c>, <c>NF_ACCEPT</c>, include/uapi/linux/netfilter.h).</summary>
public enum NetfilterVerdict
{
    /// <summary>It is dropped.</summary>
    Drop = 0,

    /// <summary>It goes on.</summary>
    Accept = 1,
}
