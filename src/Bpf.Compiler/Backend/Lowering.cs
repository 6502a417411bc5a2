using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Backend;

/// <summary>Which instructions code may use and which of several equal forms to prefer: one way of lowering.</summary>
public sealed record Lowering
{
    /// <summary>32-bit conditional jumps (kernel 5.1).</summary>
    public bool Jump32 { get; init; } = true;

    /// <summary>Signed division, sign-extending moves and loads, long jumps (kernel 6.6).</summary>
    public bool V4 { get; init; }

    /// <summary>Atomic operations beyond add (kernel 5.12).</summary>
    public bool AtomicFetch { get; init; } = true;

    /// <summary>Loads and stores that order other accesses (kernel 6.15). Without, plain ones are marked, which linking orders on machines that need it.</summary>
    public bool LoadAcquire { get; init; }

    /// <summary>The map that pointers into an arena are in; null for an object without one.</summary>
    public string? Arena { get; init; }

    /// <summary>How 32-bit values are compared where both forms mean the same.</summary>
    public CompareForm CompareForm { get; init; }

    /// <summary>What all of the kernels have.</summary>
    /// <param name="kernels">The kernels; none: what kernel 5.12 has.</param>
    public static Lowering For(ImmutableArray<KernelProfile> kernels) => kernels.IsDefaultOrEmpty ? new() : new()
    {
        Jump32 = kernels.All(k => k.Has(Feature.IsaV3)),
        V4 = kernels.All(k => k.Has(Feature.IsaV4)),
        LoadAcquire = kernels.All(k => k.Has(Feature.LoadAcquire)),
        AtomicFetch = kernels.All(k => k.Has(Feature.AtomicFetch)),
    };
}

/// <summary>How to compare 32-bit values that are held zero-extended.</summary>
public enum CompareForm
{
    /// <summary>By a 32-bit jump: what clang writes.</summary>
    Narrow,

    /// <summary>Equality and unsigned order by a 64-bit jump, from which verifiers learn about the whole register.</summary>
    Wide,
}
