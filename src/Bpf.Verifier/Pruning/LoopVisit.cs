using System.Collections.Generic;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Pruning;

/// <summary>One walk through a loop, entered along one chain of calls: the states that ended because they recurred.</summary>
internal sealed class LoopVisit
{
    /// <summary>The state at which the walk entered the loop; null while no walk is in it.</summary>
    public VerifierState? Entry { get; set; }

    /// <summary>A state that recurred, and the one it is like: what turns out to be precise there must be here.</summary>
    public List<(VerifierState State, VerifierState Equal)> Backedges { get; } = [];
}
