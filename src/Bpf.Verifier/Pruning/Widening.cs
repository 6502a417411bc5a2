// Rests on: level-2 logs of loops with bpf_loop, open-coded iterators and may_goto.
using Bpf.Verifier.Pruning;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>
/// Loops whose number of rounds isn't known end when a state recurs. Scalars that nothing rested on so far and that differ from
/// the round before are forgotten, so that it does.
/// </summary>
internal sealed partial class Engine
{
    /// <summary>The state at an instruction, on the path walked, of the round before; null in the first.</summary>
    private VerifierState? FindPreviousEntry(VerifierState state, int instruction, int depth)
    {
        for (VisitedState? entry = visited[VisitedIndex(instruction, state.Current.CallSite)]; entry is not null; entry = entry.Next)
        {
            VerifierState candidate = entry.State;
            if (candidate.Instruction == instruction && candidate.Branches > 0 && candidate.DfsDepth < depth
                && SameCallSites(candidate, state))
            {
                return candidate;
            }
        }

        return null;
    }

    private void WidenImprecise(VerifierState old, VerifierState state)
    {
        ids.Reset(idGenerator);
        for (int f = old.CurFrame; f >= 0; f--)
        {
            FuncState oldFrame = old.Frame(f), frame = state.Frame(f);
            for (int i = 0; i < 11; i++)
            {
                Widen(in oldFrame.Registers[i], ref frame.Registers[i]);
            }

            for (int i = 0; i < oldFrame.SlotCount && i < frame.SlotCount; i++)
            {
                if (oldFrame.Slot(i).IsSpilled && frame.Slot(i).IsSpilled)
                {
                    Widen(in oldFrame.Slot(i).Spilled, ref frame.Slot(i).Spilled);
                }
            }
        }
    }

    private void Widen(in RegisterState old, ref RegisterState reg)
    {
        if (old.IsScalar && reg.IsScalar && !old.Precise && !reg.Precise && !IsExact(in old, in reg))
        {
            reg.SetUnknown(false);
        }
    }
}
