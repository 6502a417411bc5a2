using System;

namespace Bpf.Core.Btf;

/// <summary>How an integer is to be read (<c>BTF_INT_SIGNED</c>, <c>BTF_INT_CHAR</c>, <c>BTF_INT_BOOL</c>).</summary>
[Flags]
public enum BtfIntEncoding
{
    /// <summary>An unsigned integer.</summary>
    None = 0,
    /// <summary>A signed integer.</summary>
    Signed = 1,
    /// <summary>A character.</summary>
    Char = 2,
    /// <summary>A truth value.</summary>
    Bool = 4,
}
