// Rests on: processed and state counts of real runs, Documentation/bpf/verifier.rst ("Pruning"). The thresholds decide how many
// instructions are processed, which is part of the verdict.
using System.Collections.Generic;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier.Pruning;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>The states remembered for pruning.</summary>
internal sealed partial class Engine
{
    private readonly Stack<VerifierState> free = new();
    private VisitedState?[] visited = [];
    private int jumpsAtLastState;
    private int processedAtLastState;
    private int totalStates;
    private int peakStates;
    private int maxStatesPerInstruction;
    private int rememberedStates;
    private int evictedStates;

    private void ForgetStates()
    {
        visited = new VisitedState?[instructions.Length];
        loopVisits.Clear();
        backedges = 0;
        rememberedStates = 0;
        evictedStates = 0;
    }

    private VerifierState CopyOf(VerifierState state)
    {
        VerifierState copy = free.Count > 0 ? free.Pop() : new VerifierState();
        copy.CopyFrom(state);
        return copy;
    }

    private void Recycle(VerifierState state) => free.Push(state);

    /// <summary>Compares with the states remembered here, and remembers this one where that promises to help.</summary>
    /// <returns>True where a remembered state covers this one: the path ends.</returns>
    private bool IsStateVisited()
    {
        const int MaxHistory = 40, MaxStatesWithoutRights = 64;
        bool force = (rights.Bpf && (flags & ProgramFlags.TestStateFrequency) != 0) || (facts[at] & InstructionFacts.ForceCheckpoint) != 0
            || current.HistoryCount > MaxHistory;
        int newJumps = jumps - jumpsAtLastState, newInstructions = processed - processedAtLastState;
        bool add = force || (newJumps >= 2 && newInstructions >= 8);

        ref VisitedState? head = ref visited[VisitedIndex(at, current.Current.CallSite)];
        CleanStates(head);
        int count = 0;
        VisitedState? previous = null;
        for (VisitedState? entry = head; entry is not null; entry = entry.Next)
        {
            count++;
            if (entry.State.Instruction != at)
            {
                previous = entry;
                continue;
            }

            bool open = entry.State.Branches > 0;
            bool loops = open ? rules.CallbacksAreLoops || !IsCallback : IsProvisional(entry.State);
            if (open ? Recurs(entry.State) : StatesEqual(entry.State, current, loops ? Exactness.RangeWithin : Exactness.NotExact))
            {
                Hit(entry, loops);
                return true;
            }

            if (open && !force && newJumps < 20 && newInstructions < 100)
            {
                add = false;
            }

            if (Miss(entry, add))
            {
                Unlink(ref head, previous, entry);
            }
            else
            {
                previous = entry;
            }
        }

        maxStatesPerInstruction = System.Math.Max(maxStatesPerInstruction, count);
        if (add && (rights.Bpf || count <= MaxStatesWithoutRights))
        {
            Remember(ref head);
        }

        return false;
    }

    /// <summary>True at a call that calls back, whose rounds recur.</summary>
    private bool IsCallback => rules.CallbacksRepeat && (facts[at] & InstructionFacts.CallsBack) != 0;

    private int VisitedIndex(int instruction, int callSite) => (int)((uint)(instruction ^ callSite) % (uint)visited.Length);

    /// <summary>A remembered state covers the current one: what is precise there must be precise on the path here.</summary>
    private void Hit(VisitedState entry, bool loops)
    {
        entry.Hits++;
        if ((facts[at] & InstructionFacts.JumpPoint) != 0)
        {
            PushHistory(HistoryFlags.None);
        }

        PropagatePrecision(entry.State, current);
        if (loops)
        {
            CloseLoop(entry.State);
        }
    }

    /// <summary>
    /// Compares with a state that paths are still walked from. In a loop that is known to end, a state that recurs ends the
    /// path; in any other it proves that the loop doesn't end.
    /// </summary>
    private bool Recurs(VerifierState old)
    {
        if (old.Current.InAsyncCallback && old.Current.AsyncEntries != current.Current.AsyncEntries)
        {
            // The callback set itself again: not a loop.
            return false;
        }

        if ((facts[at] & InstructionFacts.IteratorNext) != 0)
        {
            return RecursAtIterator(old);
        }

        if (IsCallback)
        {
            return StatesEqual(old, current, Exactness.RangeWithin);
        }

        if (instructions[at].Opcode == Opcode.JmpJCond && old.MayGotoDepth != current.MayGotoDepth
            && StatesEqual(old, current, Exactness.RangeWithin))
        {
            return true;
        }

        CheckInfiniteLoop(old);
        return false;
    }

    /// <summary>Counts a miss; true where the state has missed so often that it isn't worth keeping.</summary>
    private bool Miss(VisitedState entry, bool add)
    {
        entry.Misses += add ? 1 : 0;
        int patience = (facts[at] & InstructionFacts.ForceCheckpoint) != 0 && entry.State.Branches > 0 ? 64 : 3;
        return entry.Misses > entry.Hits * patience + patience;
    }

    private void Unlink(ref VisitedState? head, VisitedState? previous, VisitedState entry)
    {
        if (previous is null)
        {
            head = entry.Next;
        }
        else
        {
            previous.Next = entry.Next;
        }

        rememberedStates--;
        if (entry.State.Branches > 0)
        {
            entry.State.Evicted = true;
            evictedStates++;
        }
    }

    private void CheckInfiniteLoop(VerifierState old)
    {
        if (MayLoop(old, current) && StatesEqual(old, current, rules.ExactLoops ? Exactness.Exact : Exactness.NotExact) && !DepthsDiffer(old, current)
            && old.MayGotoDepth == current.MayGotoDepth && old.CallbackUnrollDepth == current.CallbackUnrollDepth)
        {
            throw Reject(RejectionReason.TooComplex, $"infinite loop detected at insn {at}");
        }
    }

    private void Remember(ref VisitedState? head)
    {
        totalStates++;
        rememberedStates++;
        peakStates = System.Math.Max(peakStates, rememberedStates + evictedStates);
        jumpsAtLastState = jumps;
        processedAtLastState = processed;

        // Marks made so far belong to the states before this one.
        if (rights.Bpf)
        {
            SetPrecision(current, false);
        }

        VerifierState state = CopyOf(current);
        state.Branches = 1;
        state.Instruction = at;
        if (rules.LoopsFromGraph)
        {
            EnterLoop(state);
        }

        head = new(state, head);
        current.Parent = state;
        current.DfsDepth = state.DfsDepth + 1;
        current.FirstInstruction = at;
        current.ClearHistory();
    }

    /// <summary>All paths from these states have been walked: what no path read is dropped, so that more states are covered.</summary>
    private void CleanStates(VisitedState? entry)
    {
        for (; entry is not null; entry = entry.Next)
        {
            VerifierState state = entry.State;
            if (state.Branches > 0 || state.Instruction != at || state.Cleaned || !SameCallSites(state, current)
                || (rules.KeepsProvisional && IsProvisional(state)))
            {
                continue;
            }

            state.Cleaned = true;
            for (int f = 0; f <= state.CurFrame; f++)
            {
                CleanFrame(state, f);
            }
        }
    }

    private void CleanFrame(VerifierState state, int index)
    {
        FuncState frame = state.Frame(index);
        int instruction = index == state.CurFrame ? state.Instruction : state.Frame(index + 1).CallSite;
        int live = liveBefore[instruction];
        for (int i = 0; i < 10; i++)
        {
            if ((live & 1 << i) == 0)
            {
                frame.Registers[i].SetNotInit();
            }
        }

        if (frame.SlotCount == 0)
        {
            return;
        }

        ulong slots = LiveSlots(state, index, state.Instruction);
        for (int i = 0; i < frame.SlotCount; i++)
        {
            if ((slots & 1UL << i) == 0)
            {
                frame.Slot(i).Clear();
            }
        }
    }

    private static bool SameCallSites(VerifierState a, VerifierState b)
    {
        if (a.CurFrame != b.CurFrame)
        {
            return false;
        }

        for (int f = 0; f <= a.CurFrame; f++)
        {
            if (a.Frame(f).CallSite != b.Frame(f).CallSite)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A path has ended: the states along it have one less to wait for.</summary>
    private void EndPath(VerifierState state)
    {
        for (VerifierState? s = state; s is not null; s = s.Parent)
        {
            s.Branches--;
            if (s.Branches > 0)
            {
                break;
            }

            if (rules.LoopsFromGraph)
            {
                LeaveLoop(s);
            }
            else if (s is { Parent: { } parent, LoopEntry: { } loop })
            {
                JoinLoop(parent, loop);
            }

            if (s.Evicted)
            {
                s.Evicted = false;
                evictedStates--;
            }
        }
    }
}
