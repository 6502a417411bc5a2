using System;
using System.Collections.Immutable;

namespace Bpf.Core.Kernel;

/// <summary>A helper function as the verifier knows it (<c>struct bpf_func_proto</c>, include/linux/bpf.h).</summary>
public sealed record HelperPrototype
{
    /// <summary>The number a call instruction carries.</summary>
    public required HelperId Id { get; init; }

    /// <summary>The kernel's name without <c>bpf_</c>, for example <c>map_lookup_elem</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What r0 holds after the call.</summary>
    public required ReturnType ReturnType { get; init; }

    /// <summary>The kernel structure that <see cref="ReturnType"/> points to; null where there is none.</summary>
    public string? ReturnBtfType { get; init; }

    /// <summary>The arguments in r1 and up: 0 to 5.</summary>
    public required ImmutableArray<HelperArgument> Arguments { get; init; }

    /// <summary>The first kernel release with it.</summary>
    public required Version Since { get; init; }

    /// <summary>What it demands or does beyond that.</summary>
    public HelperTraits Traits { get; init; }

    /// <summary>True where the program's license must be GPL-compatible.</summary>
    public bool GplOnly => Has(HelperTraits.GplOnly);

    /// <summary>True where a real kernel has confirmed every argument.</summary>
    public bool Proven => Has(HelperTraits.Proven);

    /// <summary>True where all of the traits are set.</summary>
    /// <param name="traits">The traits asked for.</param>
    public bool Has(HelperTraits traits) => (Traits & traits) == traits;
}
