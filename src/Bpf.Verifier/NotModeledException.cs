using System;

namespace Bpf.Verifier;

/// <summary>Ends the exploration at something the simulator doesn't model; caught in <see cref="Verifier"/>.</summary>
internal sealed class NotModeledException(string feature) : Exception(feature)
{
    public string Feature { get; } = feature;
}
