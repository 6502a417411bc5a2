using System;

namespace Bpf.Core.Kernel;

/// <summary>One row of <see cref="Features"/>.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Since">The first kernel release with it; configuration can still leave it out.</param>
/// <param name="Probe">How a running kernel is asked.</param>
/// <param name="Description">A short phrase for messages, for example <c>ring buffer maps</c>.</param>
public sealed record FeatureInfo(Feature Feature, Version Since, FeatureProbe Probe, string Description)
{
    /// <summary>The first kernel release with it on arm64, where that came later; else null.</summary>
    public Version? SinceOnArm64 { get; init; }
}
