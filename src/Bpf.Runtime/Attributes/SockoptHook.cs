using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The call. By the kernel's attach types.</summary>
public enum SockoptHook
{
    /// <summary>getsockopt(2), after the kernel answered.</summary>
    Get = AttachType.CgroupGetsockopt,

    /// <summary>setsockopt(2), before the kernel is asked.</summary>
    Set = AttachType.CgroupSetsockopt,
}
