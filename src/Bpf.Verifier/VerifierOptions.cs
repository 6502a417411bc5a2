using System.Collections.Immutable;
using Bpf.Core.Kernel;

namespace Bpf.Verifier;

/// <summary>How to verify: for whom, with which log, and what is known about values that are set at load time.</summary>
public sealed record VerifierOptions
{
    /// <summary>The defaults: as root, no log, no config ranges.</summary>
    public static VerifierOptions Default { get; } = new();

    /// <summary>0: no log; 1: instructions and states at branches; 2: state after every instruction, as the kernel's <c>log_level</c>.</summary>
    public int LogLevel { get; init; }

    /// <summary>What the process that loads the program may do; root by default.</summary>
    public Capabilities Capabilities { get; init; } = Capabilities.SysAdmin;

    /// <summary>
    /// Parts of frozen maps whose contents are set at load time. A kernel sees a constant there; the simulator takes any
    /// value of the range, so that one verdict holds for all of them.
    /// </summary>
    public ImmutableArray<ConfigRange> ConfigRanges { get; init; } = [];

    /// <summary>Is shown every state; null for nobody.</summary>
    internal IStateObserver? Observer { get; init; }
}
