using System;

namespace Bpf.Vm;

/// <summary>An object cannot be loaded into the simulated kernel: it uses what is not simulated, or is not a valid program.</summary>
public sealed class BpfLoadException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="name">The program or map that was refused.</param>
    /// <param name="reason">Why, naming the unsupported or invalid thing.</param>
    public BpfLoadException(string name, string reason)
        : base($"The simulated kernel cannot load '{name}': {reason}.")
    {
        Name = name;
        Reason = reason;
    }

    /// <summary>The program or map that was refused.</summary>
    public string Name { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }
}
