// Rests on: what pruning in real runs depends on (processed counts), data-flow analysis as in any compiler book: a slot is live
// where it may be read before it is certainly overwritten. Reads and writes are learned while paths are walked.
using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Isa;
using Bpf.Verifier.Pruning;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Which stack slots may still be read at an instruction, for each chain of calls that leads to it.</summary>
internal sealed partial class Engine
{
    private readonly Dictionary<CallChain, StackUse> stackUses = [];

    // By depth: those of which something was learned on the path walked.
    private readonly List<StackUse>[] changedUses = [.. Enumerable.Range(0, VerifierState.MaxFrames).Select(static _ => new List<StackUse>())];
    private readonly ulong[] writtenNow = new ulong[VerifierState.MaxFrames];
    private int exploredSubprogram;
    private int executingAt;

    // Of instructions that may store; null for others.
    private StackUse? executingUse;

    private void BeginStackWrites()
    {
        executingAt = at;
        executingUse = instructions[at] is { Class: InstructionClass.St or InstructionClass.Stx } or { IsHelperCall: true } or { IsKfuncCall: true }
            ? UseOf(current, current.CurFrame) : null;
        Array.Clear(writtenNow, 0, writtenNow.Length);
    }

    private void MarkStackWrite(int frame, int slot) => writtenNow[frame] |= 1UL << slot;

    private void MarkStackRead(int frame, int slot) => UseOf(current, current.CurFrame).MarkRead(frame, executingAt, 1UL << slot);

    private void CommitStackWrites() => executingUse?.MarkStored(executingAt, writtenNow);

    /// <summary>What is known of the frame at that depth, reached by the calls above it.</summary>
    private StackUse UseOf(VerifierState state, int depth)
    {
        FuncState frame = state.Frame(depth);
        if (frame.StackUse is { } known)
        {
            return known;
        }

        CallChain chain = new(state, depth);
        if (!stackUses.TryGetValue(chain, out StackUse? use))
        {
            StackUse? caller = depth > 0 ? UseOf(state, depth - 1) : null;
            use = new(subprograms[frame.Subprogram], depth, caller, frame.CallSite, flow, changedUses[depth]);
            stackUses.Add(chain, use);
        }

        frame.StackUse = use;
        return use;
    }

    /// <summary>Brings the analysis up to date with what has been seen; innermost frames first, as callers learn from them.</summary>
    private void UpdateStackLiveness()
    {
        for (int depth = VerifierState.MaxFrames - 1; depth >= 0; depth--)
        {
            foreach (StackUse use in changedUses[depth])
            {
                use.Solve();
            }

            changedUses[depth].Clear();
        }
    }

    /// <summary>The slots of a frame that may be read after the point a state stands at.</summary>
    private ulong LiveSlots(VerifierState state, int frame, int instruction)
    {
        ulong live = UseOf(state, state.CurFrame).LiveBefore(frame, instruction);
        for (int depth = frame; depth < state.CurFrame; depth++)
        {
            // A callback ends where it was called from, a subprogram (and before 6.7 a callback) after it.
            int callSite = state.Frame(depth + 1).CallSite;
            bool again = rules.CallbacksRepeat && (facts[callSite] & InstructionFacts.CallsBack) != 0;
            live |= UseOf(state, depth).LiveBefore(frame, again ? callSite : callSite + 1);
        }

        return live;
    }
}
