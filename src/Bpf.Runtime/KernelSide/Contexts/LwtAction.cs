namespace Bpf;

/// <summary>What happens to a packet after a program of a route (<c>enum bpf_ret_code</c>, include/uapi/linux/bpf.h).</summary>
public enum LwtAction
{
    /// <summary>It goes on.</summary>
    Ok = 0,

    /// <summary>It is dropped.</summary>
    Drop = 2,

    /// <summary>To where <c>bpf_redirect</c> said (<see cref="LwtXmitAttribute"/> only).</summary>
    Redirect = 7,

    /// <summary>Routed again, its headers having changed.</summary>
    Reroute = 128,
}
