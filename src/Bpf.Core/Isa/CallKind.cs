namespace Bpf.Core.Isa;

/// <summary>The source field of a call (RFC 9669, section 4.3.1).</summary>
public enum CallKind : byte
{
    /// <summary>A helper of the kernel, by number.</summary>
    Helper = 0,

    /// <summary>A subprogram, immediate slots after the next instruction (<c>BPF_PSEUDO_CALL</c>).</summary>
    Local = 1,

    /// <summary>A kernel function, by BTF id (<c>BPF_PSEUDO_KFUNC_CALL</c>); the offset is 0 or an index in <c>fd_array</c> for a module.</summary>
    Kfunc = 2,
}
