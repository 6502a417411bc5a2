using System;
using System.Collections.Immutable;
using Bpf.Core.Btf;

namespace Bpf.Core.Kernel;

/// <summary>
/// One kernel, as named data: what a probe of the real one answered and how its verifier behaves. A version number is not a
/// kernel: distributions backport and configure.
/// </summary>
/// <remarks>The profiles that ship are in <c>Bpf.Kernels</c>; <c>eng/kernels/facts</c> writes them from booted kernels.</remarks>
public sealed record KernelProfile
{
    /// <summary>The full name, for example <c>debian-6.12.107-amd64</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The short name users write in <c>BpfKernels</c>, for example <c>6.12</c>.</summary>
    public required string Alias { get; init; }

    /// <summary>The kernel's version.</summary>
    public required Version Version { get; init; }

    /// <summary>False where no real kernel has confirmed it; builds that name it say so.</summary>
    public bool Proven { get; init; }

    /// <summary>The features it has, see <see cref="Feature"/>.</summary>
    public ImmutableHashSet<Feature> Features { get; init; } = [];

    /// <summary>Program types it loads.</summary>
    public ImmutableHashSet<ProgramType> ProgramTypes { get; init; } = [];

    /// <summary>Map types it creates.</summary>
    public ImmutableHashSet<MapType> MapTypes { get; init; } = [];

    /// <summary>The helpers each program type may call, as the kernel answered.</summary>
    public ImmutableDictionary<ProgramType, ImmutableHashSet<HelperId>> Helpers { get; init; } =
        ImmutableDictionary<ProgramType, ImmutableHashSet<HelperId>>.Empty;

    /// <summary>
    /// The program types whose <see cref="Helpers"/> no kernel was asked for: a rule derived them from another type's, so they prove
    /// nothing.
    /// </summary>
    public ImmutableHashSet<ProgramType> DerivedHelpers { get; init; } = [];

    /// <summary>
    /// The kernel functions that programs of a type may call in one hook of the type or another; nothing where it was not asked. Which they are
    /// no BTF says: a load of each call told.
    /// </summary>
    public ImmutableDictionary<ProgramType, ImmutableHashSet<string>> Kfuncs { get; init; } =
        ImmutableDictionary<ProgramType, ImmutableHashSet<string>>.Empty;

    /// <summary>The expected attach types that programs of a type load with; nothing for types where the kernel does not look at it.</summary>
    public ImmutableDictionary<ProgramType, ImmutableHashSet<AttachType>> AttachTypes { get; init; } =
        ImmutableDictionary<ProgramType, ImmutableHashSet<AttachType>>.Empty;

    /// <summary>Its configuration as far as it decides on eBPF: name (<c>CONFIG_...</c>) to value (<c>y</c>, <c>m</c>, a number or text).</summary>
    public ImmutableSortedDictionary<string, string> Config { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The kernel's own types, read when first asked for; null where the profile carries none.</summary>
    /// <remarks>Ids are the kernel's. Parameters have names only where programs may call the function.</remarks>
    public BtfTypes? Btf => BtfSource?.Value;

    /// <summary>Where <see cref="Btf"/> comes from.</summary>
    public Lazy<BtfTypes>? BtfSource { get; init; }

    /// <summary>True where programs of that type may call the helper.</summary>
    /// <param name="program">The program type.</param>
    /// <param name="helper">The helper's number.</param>
    public bool Allows(ProgramType program, HelperId helper) =>
        Helpers.TryGetValue(program, out ImmutableHashSet<HelperId>? allowed) && allowed.Contains(helper);

    /// <summary>True where the probe answered.</summary>
    /// <param name="feature">The feature asked for.</param>
    public bool Has(Feature feature) => Features.Contains(feature);
}
