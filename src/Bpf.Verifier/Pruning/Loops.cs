// Rests on: level-2 logs of loops (callbacks, open-coded iterators, may_goto), processed counts of real runs. A path that ends in
// a recurring state ends before it is known which values matter there: once all of the loop has been walked, precision
// found in it is carried over these edges until nothing changes.
using System.Collections.Generic;
using Bpf.Verifier.Pruning;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Loops that end by recurring states.</summary>
internal sealed partial class Engine
{
    private const int MaxBackedgeRounds = 64;
    private readonly Dictionary<CallChain, LoopVisit> loopVisits = [];
    private int[] loopOf = [];
    private int backedges;

    private void FindLoops() =>
        loopOf = StrongComponents.Find(flow, i => rules.CallbacksAreLoops && (facts[i] & InstructionFacts.CallsBack) != 0);

    /// <summary>The outermost loop that a state is in, with the calls that lead there; false where it is in none.</summary>
    private bool TryFindLoop(VerifierState state, out CallChain loop)
    {
        for (int f = 0; f <= state.CurFrame; f++)
        {
            int instruction = f < state.CurFrame ? state.Frame(f + 1).CallSite : state.Instruction;
            if (loopOf[instruction] != 0)
            {
                loop = new CallChain(state, f, loopOf[instruction]);
                return true;
            }
        }

        loop = default;
        return false;
    }

    /// <summary>A state is remembered: the first in a loop is where the walk entered it.</summary>
    private void EnterLoop(VerifierState state)
    {
        if (!TryFindLoop(state, out CallChain loop))
        {
            return;
        }

        if (!loopVisits.TryGetValue(loop, out LoopVisit? visit))
        {
            loopVisits.Add(loop, visit = new());
        }

        visit.Entry ??= state;
    }

    /// <summary>True where paths from a state ended in recurring states of a loop still walked: what is precise in it isn't known for good.</summary>
    private bool IsProvisional(VerifierState state) => rules.LoopsFromGraph ? HasBackedges(state) : OutermostEntry(state) is { Branches: > 0 };

    /// <summary>The current state recurs: it is like one that paths are still walked from, or that is itself in such a loop.</summary>
    private void CloseLoop(VerifierState equal)
    {
        if (rules.LoopsFromGraph)
        {
            AddBackedge(equal);
        }
        else
        {
            JoinLoop(current, equal.Branches > 0 ? equal : OutermostEntry(equal) ?? equal);
        }
    }

    private bool HasBackedges(VerifierState state) =>
        backedges > 0 && TryFindLoop(state, out CallChain loop) && loopVisits.TryGetValue(loop, out LoopVisit? visit) && visit.Backedges.Count > 0;

    private void AddBackedge(VerifierState equal)
    {
        if (TryFindLoop(equal, out CallChain loop) && loopVisits.TryGetValue(loop, out LoopVisit? visit))
        {
            visit.Backedges.Add((CopyOf(current), equal));
            backedges++;
        }
    }

    /// <summary>All paths from a state have been walked: where it was the loop's entry, the loop has been walked.</summary>
    private void LeaveLoop(VerifierState state)
    {
        if (!TryFindLoop(state, out CallChain loop) || !loopVisits.TryGetValue(loop, out LoopVisit? visit) || visit.Entry != state)
        {
            return;
        }

        bool changed = visit.Backedges.Count > 0;
        for (int round = 0; changed; round++)
        {
            changed = false;
            foreach ((VerifierState from, VerifierState equal) in visit.Backedges)
            {
                if (round >= MaxBackedgeRounds)
                {
                    SetPrecision(from, true);
                }
                else
                {
                    changed |= PropagatePrecision(equal, from);
                }
            }
        }

        visit.Entry = null;
        backedges -= visit.Backedges.Count;
        visit.Backedges.Clear();
    }
}
