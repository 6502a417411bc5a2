namespace Bpf;

/// <summary>What an Ethernet frame carries (<c>ETH_P_*</c>, include/uapi/linux/if_ether.h).</summary>
public static class EtherType
{
    /// <summary><c>ETH_P_IP</c>.</summary>
    public const ushort IPv4 = 0x0800;

    /// <summary><c>ETH_P_ARP</c>.</summary>
    public const ushort Arp = 0x0806;

    /// <summary><c>ETH_P_8021Q</c>: a VLAN tag.</summary>
    public const ushort Vlan = 0x8100;

    /// <summary><c>ETH_P_8021AD</c>: an outer VLAN tag.</summary>
    public const ushort ServiceVlan = 0x88A8;

    /// <summary><c>ETH_P_IPV6</c>.</summary>
    public const ushort IPv6 = 0x86DD;
}
