using System;

namespace Bpf.Core.Isa;

/// <summary>What names in assembly text stand for, besides labels.</summary>
public sealed record AssemblerOptions
{
    /// <summary>The index of a map by name, for <c>r1 = map[name]</c>; null where it is unknown.</summary>
    public Func<string, int?>? Map { get; init; }

    /// <summary>The BTF id of a kernel function by name, for <c>call name</c>; null where it is unknown.</summary>
    public Func<string, int?>? Kfunc { get; init; }

    /// <summary>
    /// The number of a helper by name, for <c>call name</c>, before the kernel's own names (with or without <c>bpf_</c>) are tried;
    /// null where it is unknown.
    /// </summary>
    public Func<string, int?>? Helper { get; init; }
}
