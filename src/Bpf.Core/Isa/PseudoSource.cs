namespace Bpf.Core.Isa;

/// <summary>The source field of a 64-bit immediate load: what the immediate means (RFC 9669, section 5.4).</summary>
public enum PseudoSource : byte
{
    /// <summary>The 64-bit number itself.</summary>
    None = 0,

    /// <summary>The map of the file descriptor in the immediate.</summary>
    MapFd = 1,

    /// <summary>The value of the only element of that map, plus the second immediate in bytes.</summary>
    MapValue = 2,

    /// <summary>The kernel variable of the BTF id in the immediate; the second immediate is its module's BTF file descriptor, or 0.</summary>
    BtfId = 3,

    /// <summary>The subprogram the immediate slots after the next instruction, for callbacks.</summary>
    Func = 4,

    /// <summary>The map at the index in the load request's <c>fd_array</c>.</summary>
    MapIdx = 5,

    /// <summary>The value of the only element of that map, plus the second immediate in bytes.</summary>
    MapIdxValue = 6,
}
