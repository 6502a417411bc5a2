namespace Bpf.Core.Kernel;

/// <summary>What <c>bpf_map_lookup_elem</c> gives a program for a map type.</summary>
public enum MapLookup
{
    /// <summary>The verifier refuses the call.</summary>
    Refused,
    /// <summary>The verifier accepts the call; the result is always NULL at run time.</summary>
    NeverFound,
    /// <summary>The value, or NULL.</summary>
    Value,
    /// <summary>This CPU's value, or NULL.</summary>
    ValueOfThisCpu,
    /// <summary>A map, or NULL.</summary>
    InnerMap,
    /// <summary>A socket with a reference to be released, or NULL.</summary>
    Socket,
    /// <summary>An AF_XDP socket, or NULL.</summary>
    XdpSocket,
}
