// Rests on: processed counts and level-2 logs of 6.12 for loops with open-coded iterators and may_goto. Kernels from 6.7 to 6.16 know
// the loops from the states that recurred on the path, not from the control flow graph.
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>States that are part of a loop, each with the state that the loop was entered at.</summary>
internal sealed partial class Engine
{
    /// <summary>The entry of the outermost loop that a state is known to be in; null where it is in none.</summary>
    private static VerifierState? OutermostEntry(VerifierState state)
    {
        VerifierState? outermost = state.LoopEntry;
        while (outermost?.LoopEntry is { } outer && outer != outermost)
        {
            outermost = outer;
        }

        // Those in between are as deep in.
        for (VerifierState? inner = state; inner is not null && inner.LoopEntry != outermost;)
        {
            (inner, inner.LoopEntry) = (inner.LoopEntry, outermost);
        }

        return outermost;
    }

    /// <summary>A path leads from a state back to an entry: it is in that loop, unless it is in one further out.</summary>
    private static void JoinLoop(VerifierState state, VerifierState entry)
    {
        VerifierState known = OutermostEntry(state) ?? state, outermost = OutermostEntry(entry) ?? entry;
        if (outermost.Branches > 0 && outermost.DfsDepth <= known.DfsDepth)
        {
            state.LoopEntry = entry;
        }
    }
}
