using System;
using System.Collections.Immutable;

namespace Bpf.Core.Kernel;

/// <summary>One field of a program's context, and what the verifier allows with it.</summary>
/// <param name="Name">The kernel's name; elements of arrays carry their index.</param>
/// <param name="Offset">In bytes from the start of the context.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Access">How it may be reached.</param>
/// <param name="Yields">What a load leaves in the register.</param>
public sealed record ContextField(string Name, int Offset, int Size, ContextAccess Access, ContextYield Yields = ContextYield.Scalar)
{
    /// <summary>The expected attach types that may reach it; empty for all.</summary>
    public ImmutableArray<AttachType> AttachTypes { get; init; } = [];

    /// <summary>The expected attach types that may store to it; empty for all of <see cref="AttachTypes"/>.</summary>
    public ImmutableArray<AttachType> WriteAttachTypes { get; init; } = [];

    /// <summary>The first release with it where that is after 5.10, else null.</summary>
    public Version? Since { get; init; }

    /// <summary>The structure that <see cref="ContextYield.PtrToBtfId"/> points to, else null.</summary>
    public string? BtfType { get; init; }

    /// <summary>Decides one access.</summary>
    /// <param name="offset">In bytes from the start of the context.</param>
    /// <param name="size">1, 2, 4 or 8.</param>
    /// <param name="write">True for a store.</param>
    /// <param name="attach">The program's expected attach type.</param>
    public bool Allows(int offset, int size, bool write, AttachType attach)
    {
        if (offset < Offset || offset % size != 0 || !Has(write ? ContextAccess.Write : ContextAccess.Read))
            return false;
        if (!AttachTypes.IsEmpty && !AttachTypes.Contains(attach))
            return false;
        if (write && !WriteAttachTypes.IsEmpty && !WriteAttachTypes.Contains(attach))
            return false;
        if (Has(ContextAccess.AnySize))
            return offset + size <= Offset + Size;
        if (offset == Offset && (size == Size || (size == 8 && Has(ContextAccess.Wide))))
            return true;
        if (write || offset + size > Offset + Size)
            return false;
        return Has(ContextAccess.Narrow) || (offset == Offset && Has(ContextAccess.NarrowAtStart));
    }

    private bool Has(ContextAccess access) => (Access & access) == access;
}
