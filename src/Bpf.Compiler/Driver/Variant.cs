using System;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Driver;

/// <summary>
/// What one object is made for: a byte order, an architecture, and a set of kernels. Today there is one variant an object, little-endian
/// and the same for every architecture.
/// </summary>
/// <param name="BigEndian">True for big-endian machines.</param>
/// <param name="Architecture">The machine, where code depends on it (register files of probes); empty where it doesn't.</param>
/// <param name="Kernels">The kernels that it was verified for.</param>
public sealed record Variant(bool BigEndian, string Architecture, ImmutableArray<KernelProfile> Kernels)
{
    /// <summary>Equal where everything is; kernels by name.</summary>
    /// <param name="other">Another variant.</param>
    public bool Equals(Variant? other) => other is not null
        && (BigEndian, Architecture) == (other.BigEndian, other.Architecture)
        && Kernels.Select(k => k.Name).SequenceEqual(other.Kernels.Select(k => k.Name), StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => (BigEndian, Architecture, Kernels.Length).GetHashCode();
}
