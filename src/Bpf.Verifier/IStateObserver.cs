using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>
/// Is shown every state that the walk comes through. No path is left out then because a remembered state covers it, so what it is shown
/// is all that can be: programs with loops may have to be given up by throwing.
/// </summary>
internal interface IStateObserver
{
    /// <summary>An instruction is about to be processed.</summary>
    /// <param name="instruction">Its slot.</param>
    /// <param name="state">What is known there; not to be kept.</param>
    void Before(int instruction, VerifierState state);
}
