using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>An 802.1Q tag after the Ethernet addresses' type (<c>struct vlan_hdr</c>, include/linux/if_vlan.h), 4 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct VlanHeader
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 4;

    /// <summary>Priority (3 bits), drop eligible (1), VLAN id (12).</summary>
    public UInt16BE TagControl;

    /// <summary>What follows, see <see cref="Bpf.EtherType"/>.</summary>
    public UInt16BE EtherType;
}
