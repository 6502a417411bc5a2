// Rests on: the "mark_precise" lines of level-2 logs. Exact values matter only where a decision rests on them; walking back
// finds which registers and slots a value came from, and marks them in the states remembered along the path.
using Bpf.Verifier.Pruning;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Precision: which remembered scalars must be compared exactly.</summary>
internal sealed partial class Engine
{
    private static readonly HistoryEntry NoEntry = new() { Instruction = -1 };
    private readonly BacktrackState backtrack = new();
    private bool historyOpen;

    /// <summary>Remembers the current instruction in the path's history, or adds to what is remembered of it.</summary>
    private void PushHistory(HistoryFlags what, int frame = 0, int slot = 0, LinkedSet linked = default)
    {
        if (!historyOpen)
        {
            ref HistoryEntry entry = ref current.AddHistory();
            entry.Instruction = at;
            entry.Previous = previousAt;
            historyOpen = true;
        }

        ref HistoryEntry last = ref current.History(current.HistoryCount - 1);
        last.Flags |= what;
        if ((what & HistoryFlags.StackAccess) != 0)
        {
            last.Frame = (byte)frame;
            last.Slot = (byte)slot;
        }

        if (linked.Count > 0)
        {
            last.Linked = linked;
        }
    }

    private void PushStackHistory(int frame, int slot) => PushHistory(HistoryFlags.StackAccess, frame, slot);

    /// <summary>The instruction before one on a state's path; -1 at the state's start.</summary>
    private static int PreviousInstruction(VerifierState state, int i, ref int history)
    {
        if (i == state.FirstInstruction && (history == 0 || (history == 1 && state.History(0).Instruction == i)))
        {
            return -1;
        }

        if (history > 0 && state.History(history - 1).Instruction == i)
        {
            return state.History(--history).Previous;
        }

        return i - 1;
    }

    /// <summary>The value of a register decides something: marks what it came from.</summary>
    private void MarkChainPrecision(int number)
    {
        if (number < 0 || !rights.Bpf)
        {
            return;
        }

        backtrack.Reset(current.CurFrame);
        backtrack.SetRegister(number);
        MarkChainPrecision(current, at, skipFirst: true);
    }

    /// <summary>A state equals a remembered one: what is precise there must be precise on the path here too.</summary>
    /// <returns>True where something was marked that wasn't.</returns>
    private bool PropagatePrecision(VerifierState old, VerifierState state)
    {
        if (!rights.Bpf)
        {
            return false;
        }

        backtrack.Reset(state.CurFrame);
        bool any = false;
        for (int f = 0; f <= old.CurFrame; f++)
        {
            FuncState frame = old.Frame(f);
            for (int i = 0; i < 10; i++)
            {
                if (frame.Registers[i] is { Type: RegisterType.ScalarValue, Precise: true })
                {
                    backtrack.SetRegister(f, i);
                    any = true;
                }
            }

            for (int i = 0; i < frame.SlotCount; i++)
            {
                if (frame.Slot(i).IsSpilledScalar && frame.Slot(i).Spilled.Precise)
                {
                    backtrack.SetSlot(f, i);
                    any = true;
                }
            }
        }

        return any && MarkChainPrecision(state, state.Instruction, skipFirst: true);
    }

    private bool MarkChainPrecision(VerifierState from, int last, bool skipFirst)
    {
        bool changed = false;
        int subsequent = -1, first = from.FirstInstruction;
        for (VerifierState? state = from; ;)
        {
            if (last < 0)
            {
                // The entry of a function: its arguments are what is left.
                changed |= MarkRequested(state);
                return changed;
            }

            int history = state.HistoryCount;
            for (int i = last; ;)
            {
                if (skipFirst)
                {
                    skipFirst = false;
                }
                else if (!StepBack(i, subsequent, in EntryFor(state, history, i)))
                {
                    MarkAllPrecise(from);
                    return true;
                }

                if (backtrack.IsEmpty)
                {
                    return changed;
                }

                subsequent = i;
                i = PreviousInstruction(state, i, ref history);
                if (i < 0)
                {
                    break;
                }
            }

            state = state.Parent;
            if (state is null)
            {
                break;
            }

            changed |= MarkRequested(state);
            if (backtrack.IsEmpty)
            {
                return changed;
            }

            subsequent = first;
            last = state.LastInstruction;
            first = state.FirstInstruction;
        }

        MarkAllPrecise(from);
        return true;
    }

    private static ref readonly HistoryEntry EntryFor(VerifierState state, int history, int i)
    {
        if (history > 0 && state.History(history - 1).Instruction == i)
        {
            return ref state.History(history - 1);
        }

        return ref NoEntry;
    }

    /// <summary>Marks what is asked for in a state; what is precise there already needs no more walking.</summary>
    private bool MarkRequested(VerifierState state)
    {
        bool changed = false;
        for (int f = 0; f <= backtrack.Frame && f <= state.CurFrame; f++)
        {
            FuncState frame = state.Frame(f);
            for (uint mask = backtrack.Registers(f); mask != 0; mask &= mask - 1)
            {
                int i = BacktrackState.LowestBit(mask);
                changed |= MarkRequested(ref frame.Registers[i], out bool satisfied);
                if (satisfied)
                {
                    backtrack.ClearRegister(f, i);
                }
            }

            for (ulong mask = backtrack.Slots(f); mask != 0; mask &= mask - 1)
            {
                int i = BacktrackState.LowestBit(mask);
                bool satisfied = i >= frame.SlotCount || !frame.Slot(i).IsSpilledScalar;
                if (!satisfied)
                {
                    changed |= MarkRequested(ref frame.Slot(i).Spilled, out satisfied);
                }

                if (satisfied)
                {
                    backtrack.ClearSlot(f, i);
                }
            }
        }

        return changed;
    }

    private static bool MarkRequested(ref RegisterState reg, out bool satisfied)
    {
        satisfied = !reg.IsScalar || reg.Precise;
        if (satisfied)
        {
            return false;
        }

        reg.Precise = true;
        return true;
    }

    /// <summary>Walking back lost the trail: everything along the path is taken as decisive.</summary>
    private void MarkAllPrecise(VerifierState from)
    {
        // Not the state itself: its marks would be copied to states that don't need them.
        for (VerifierState? state = from.Parent; state is not null; state = state.Parent)
        {
            SetPrecision(state, true);
        }
    }

    private static void SetPrecision(VerifierState state, bool precise)
    {
        for (int f = 0; f <= state.CurFrame; f++)
        {
            FuncState frame = state.Frame(f);
            for (int i = 0; i < 10; i++)
            {
                if (frame.Registers[i].IsScalar)
                {
                    frame.Registers[i].Precise = precise;
                }
            }

            for (int i = 0; i < frame.SlotCount; i++)
            {
                if (frame.Slot(i).IsSpilledScalar)
                {
                    frame.Slot(i).Spilled.Precise = precise;
                }
            }
        }
    }
}
