using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Which packets. By the kernel's attach types.</summary>
public enum CgroupSkbHook
{
    /// <summary>Those that come in.</summary>
    Ingress = AttachType.CgroupInetIngress,

    /// <summary>Those that go out; a result of 2 or 3 also tells TCP of congestion.</summary>
    Egress = AttachType.CgroupInetEgress,
}
