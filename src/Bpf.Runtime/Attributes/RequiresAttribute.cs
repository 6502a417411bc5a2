using System;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Leaves the program out on kernels that lack a feature, instead of failing to load.</summary>
/// <param name="feature">The feature needed.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequiresAttribute(Feature feature) : Attribute
{
    /// <summary>The feature needed.</summary>
    public Feature Feature { get; } = feature;
}
