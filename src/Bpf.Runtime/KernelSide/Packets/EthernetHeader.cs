using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>An Ethernet II header (<c>struct ethhdr</c>, include/uapi/linux/if_ether.h), 14 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct EthernetHeader
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 14;

    /// <summary>The receiver's MAC address.</summary>
    public MacAddress Destination;

    /// <summary>The sender's MAC address.</summary>
    public MacAddress Source;

    /// <summary>What follows, see <see cref="Bpf.EtherType"/>.</summary>
    public UInt16BE EtherType;
}
