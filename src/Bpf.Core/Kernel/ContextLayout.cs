using System;
using System.Collections.Immutable;

namespace Bpf.Core.Kernel;

/// <summary>The context of a program type: the structure r1 points to at entry.</summary>
/// <param name="Name">The structure's name in include/uapi/linux, for example <c>xdp_md</c>; a description where it has none there.</param>
/// <param name="Size">In bytes, as of the newest kernel known; offsets at or beyond it are refused.</param>
/// <param name="Fields">What may be reached in it; everything else is refused.</param>
public sealed record ContextLayout(string Name, int Size, ImmutableArray<ContextField> Fields)
{
    /// <summary>The structure's name; null where it has none.</summary>
    public string? StructName => Name.IndexOf(' ') < 0 ? Name : null;

    /// <summary>Decides one access.</summary>
    /// <param name="offset">In bytes from the start of the context.</param>
    /// <param name="size">1, 2, 4 or 8.</param>
    /// <param name="write">True for a store.</param>
    /// <param name="attach">The program's expected attach type.</param>
    /// <param name="kernel">The kernel's version; null for the newest known.</param>
    /// <returns>The field reached; null where the kernel refuses the access (<c>invalid bpf_context access</c>).</returns>
    public ContextField? Find(int offset, int size, bool write, AttachType attach, Version? kernel = null)
    {
        foreach (ContextField field in Fields)
        {
            if (field.Allows(offset, size, write, attach) && (kernel is null || field.Since is null || field.Since <= kernel))
                return field;
        }

        return null;
    }
}
