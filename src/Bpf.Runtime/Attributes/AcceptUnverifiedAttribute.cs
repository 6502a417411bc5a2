using System;

namespace Bpf;

/// <summary>Embeds a program although the simulated verifier of a kernel refused it. Listed in every build's report.</summary>
/// <param name="kernel">The profile's name or alias, for example <c>6.12</c>.</param>
/// <param name="reason">Why that is right.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AcceptUnverifiedAttribute(string kernel, string reason) : Attribute
{
    /// <summary>The profile's name or alias.</summary>
    public string Kernel { get; } = kernel;

    /// <summary>Why that is right.</summary>
    public string Reason { get; } = reason;
}
