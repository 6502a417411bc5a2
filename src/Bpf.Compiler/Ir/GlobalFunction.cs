using System.Collections.Immutable;

namespace Bpf.Compiler.Ir;

/// <summary>
/// A function that verifiers check once and on its own, for all arguments that its prototype allows, whatever its callers pass; other objects may replace
/// it (<c>freplace</c>). Source: Documentation/bpf/btf.rst, the changelog of 5.6.
/// </summary>
public sealed record GlobalFunction
{
    /// <summary>Its prototype in the module's types, which verifiers read; null for one of numbers and untyped pointers.</summary>
    public int? Prototype { get; init; }

    /// <summary>
    /// The parameters that are pointers and never null. Kernels from <see cref="Core.Kernel.KernelLimits.TaggedArguments"/> on are told so by a tag.
    /// </summary>
    public ImmutableArray<int> NeverNull { get; init; } = [];

    /// <summary>The parameter that is the program's context, where only a tag says so because the context has no name; null where there is none.</summary>
    public int? UnnamedContext { get; init; }
}
