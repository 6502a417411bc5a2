namespace Bpf;

/// <summary>Where a <see cref="NetfilterProgram"/> sees packets (<c>enum nf_inet_hooks</c>, include/uapi/linux/netfilter.h).</summary>
public enum NetfilterHook
{
    /// <summary>All that come in, before they are routed.</summary>
    PreRouting = 0,

    /// <summary>Those for this machine.</summary>
    LocalIn = 1,

    /// <summary>Those that pass through.</summary>
    Forward = 2,

    /// <summary>Those that this machine sends.</summary>
    LocalOut = 3,

    /// <summary>All that go out, after they are routed.</summary>
    PostRouting = 4,
}
