using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>When. By the kernel's attach types.</summary>
public enum CgroupSockHook
{
    /// <summary>One is made.</summary>
    Create = AttachType.CgroupInetSockCreate,

    /// <summary>One is closed.</summary>
    Release = AttachType.CgroupInetSockRelease,

    /// <summary>One was bound to an IPv4 address.</summary>
    PostBind4 = AttachType.CgroupInet4PostBind,

    /// <summary>One was bound to an IPv6 address.</summary>
    PostBind6 = AttachType.CgroupInet6PostBind,
}
