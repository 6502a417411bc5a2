using System;

namespace Bpf.Core.Kernel;

/// <summary>How a program may reach a field of its context. Every access must be aligned to its own size.</summary>
[Flags]
public enum ContextAccess
{
    /// <summary>Not at all.</summary>
    None = 0,
    /// <summary>A load of exactly the field.</summary>
    Read = 1,
    /// <summary>A store of exactly the field.</summary>
    Write = 2,
    /// <summary>Loads of a part of the field too, of 1, 2 or 4 bytes (<c>bpf_ctx_narrow_access_ok</c>).</summary>
    Narrow = 4,
    /// <summary>Loads and stores of 8 bytes that begin at this field, where such stores and loads of the field are allowed
    /// (<c>bpf_ctx_wide_access_ok</c>).</summary>
    Wide = 8,
    /// <summary>The field is a run of bytes: loads and stores of 1, 2, 4 or 8 of them, as allowed by the other flags.</summary>
    AnySize = 16,
    /// <summary>Loads of the field's first 1 or 2 bytes too, but not of its other parts.</summary>
    NarrowAtStart = 32,
}
