namespace Bpf;

/// <summary>Where an XDP program runs (<c>XDP_FLAGS_*_MODE</c>, include/uapi/linux/if_link.h).</summary>
public enum XdpMode : uint
{
    /// <summary>In the driver where it can, else in the network stack.</summary>
    Auto = 0,

    /// <summary>In the network stack, after the packet's buffer was made: every interface can.</summary>
    Generic = 1 << 1,

    /// <summary>In the driver.</summary>
    Native = 1 << 2,

    /// <summary>In the network card.</summary>
    Offload = 1 << 3,
}
