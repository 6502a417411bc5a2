using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Which end of a pair of netkit interfaces. By the kernel's attach types.</summary>
public enum NetkitHook
{
    /// <summary>What the primary end sends; it is attached there.</summary>
    Primary = AttachType.NetkitPrimary,

    /// <summary>What the peer sends; it is attached at the primary end, which alone may.</summary>
    Peer = AttachType.NetkitPeer,
}
