namespace Bpf;

/// <summary>What a <see cref="FlowDissectorAttribute"/> program came to (<c>enum bpf_ret_code</c>, include/uapi/linux/bpf.h).</summary>
public enum FlowDissection
{
    /// <summary>The keys are found.</summary>
    Ok = 0,

    /// <summary>The packet has none.</summary>
    Drop = 2,

    /// <summary>The kernel is to look itself (Linux 6.1).</summary>
    Continue = 129,
}
