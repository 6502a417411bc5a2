using Bpf.Verifier.State;

namespace Bpf.Verifier.Pruning;

/// <summary>A remembered state, in a list of those of the same place, newest first.</summary>
internal sealed class VisitedState(VerifierState state, VisitedState? next)
{
    public VerifierState State { get; } = state;

    public VisitedState? Next { get; set; } = next;

    /// <summary>How often it covered another state.</summary>
    public int Hits { get; set; }

    /// <summary>How often it didn't.</summary>
    public int Misses { get; set; }
}
