// Rests on: the "mark_precise" lines of level-2 logs.
using Bpf.Core.Isa;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>One instruction walked back: what must be exact before it, for what must be exact after it.</summary>
internal sealed partial class Engine
{
    private const uint ArgumentRegisters = 0x3e;

    /// <param name="index">The instruction.</param>
    /// <param name="subsequent">The one that followed it on the path.</param>
    /// <param name="entry">What is remembered of it; all zero for nothing.</param>
    /// <returns>False where the trail is lost.</returns>
    private bool StepBack(int index, int subsequent, in HistoryEntry entry)
    {
        ref readonly Instruction insn = ref instructions[index];
        if (insn.Opcode == 0)
        {
            // The second slot of a wide instruction.
            return true;
        }

        ShareLinked(in entry);
        bool found = insn.Class switch
        {
            InstructionClass.Alu or InstructionClass.Alu64 => StepBackAlu(in insn),
            InstructionClass.Ldx => StepBackLoad(in insn, in entry),
            InstructionClass.Stx when insn is { IsAtomic: true, AtomicCode: AtomicCode.LoadAcquire } => StepBackLoad(in insn, in entry),
            InstructionClass.St or InstructionClass.Stx => StepBackStore(in insn, in entry),
            InstructionClass.Ld => StepBackLd(in insn),
            _ => StepBackJump(index, in insn, subsequent, in entry),
        };
        ShareLinked(in entry);
        return found;
    }

    private bool StepBackAlu(in Instruction insn)
    {
        if (!backtrack.IsSet(insn.Dst) || insn.AluCode is AluCode.End or AluCode.Neg)
        {
            return true;
        }

        if (insn.AluCode == AluCode.Mov)
        {
            backtrack.ClearRegister(insn.Dst);
        }

        if (insn.IsX() && insn.Src != 10)
        {
            backtrack.SetRegister(insn.Src);
        }

        return true;
    }

    private bool StepBackLoad(in Instruction insn, in HistoryEntry entry)
    {
        if (!backtrack.IsSet(insn.Dst))
        {
            return true;
        }

        backtrack.ClearRegister(insn.Dst);
        if ((entry.Flags & HistoryFlags.StackAccess) != 0)
        {
            backtrack.SetSlot(entry.Frame, entry.Slot);
        }

        return true;
    }

    private bool StepBackStore(in Instruction insn, in HistoryEntry entry)
    {
        if (backtrack.IsSet(insn.Dst))
        {
            // A scalar that was a pointer: the difference of two pointers.
            return false;
        }

        if ((entry.Flags & HistoryFlags.StackAccess) == 0 || !backtrack.IsSlotSet(entry.Frame, entry.Slot))
        {
            return true;
        }

        backtrack.ClearSlot(entry.Frame, entry.Slot);
        if (insn.Class == InstructionClass.Stx)
        {
            backtrack.SetRegister(insn.Src);
        }

        return true;
    }

    private bool StepBackLd(in Instruction insn)
    {
        if (!backtrack.IsSet(insn.Dst))
        {
            return true;
        }

        backtrack.ClearRegister(insn.Dst);
        return insn.Mode is not (Mode.Abs or Mode.Ind);
    }

    private bool StepBackJump(int index, in Instruction insn, int subsequent, in HistoryEntry entry)
    {
        switch (insn.JumpCode)
        {
            case JumpCode.Call when insn.IsLocalCall:
                return StepBackCall(SubprogramOf(index + insn.Imm + 1));
            case JumpCode.Call when (facts[index] & InstructionFacts.CallsBack) != 0 && index != subsequent - 1:
                return StepBackCallback();
            case JumpCode.Call:
                backtrack.ClearRegister(0);
                return (backtrack.CurrentRegisters & ArgumentRegisters) == 0;
            case JumpCode.Exit:
                return StepBackExit(subsequent);
            case JumpCode.Ja or JumpCode.JCond:
                return true;
        }

        if (insn.IsX() && (backtrack.IsSet(insn.Dst) || backtrack.IsSet(insn.Src)))
        {
            HistoryFlags stack = entry.Flags;
            if ((stack & HistoryFlags.SrcIsStack) == 0)
            {
                backtrack.SetRegister(insn.Src);
            }

            if ((stack & HistoryFlags.DstIsStack) == 0)
            {
                backtrack.SetRegister(insn.Dst);
            }
        }

        return true;
    }

    /// <summary>Back over a call: out of a static callee into its caller, or past a global one.</summary>
    private bool StepBackCall(int callee)
    {
        if (subprograms[callee].IsGlobal)
        {
            backtrack.ClearRegister(0);
            return (backtrack.CurrentRegisters & ArgumentRegisters) == 0;
        }

        int inner = backtrack.Frame;
        uint requested = backtrack.Registers(inner);
        if (inner == 0 || (requested & ~ArgumentRegisters) != 0 || backtrack.Slots(inner) != 0)
        {
            return false;
        }

        backtrack.Frame--;
        for (int i = 1; i <= 5; i++)
        {
            if ((requested & 1u << i) != 0)
            {
                backtrack.ClearRegister(inner, i);
                backtrack.SetRegister(i);
            }
        }

        return true;
    }

    /// <summary>Back out of a callback into the frame of the call; its arguments come from the helper.</summary>
    private bool StepBackCallback()
    {
        int inner = backtrack.Frame;
        if (inner == 0 || (backtrack.Registers(inner) & ~ArgumentRegisters) != 0 || backtrack.Slots(inner) != 0)
        {
            return false;
        }

        ClearArguments();
        backtrack.Frame--;
        return true;
    }

    private void ClearArguments()
    {
        for (int i = 1; i <= 5; i++)
        {
            backtrack.ClearRegister(i);
        }
    }

    /// <summary>Back over an exit: into the callee that returned.</summary>
    private bool StepBackExit(int subsequent)
    {
        if (subsequent >= 0 && (facts[subsequent] & InstructionFacts.CallsBack) != 0)
        {
            // A callback has ended and the call goes on: what it reads came from before the callback.
            ClearArguments();
        }

        if ((backtrack.CurrentRegisters & ArgumentRegisters) != 0 || backtrack.Frame + 1 >= rules.CallFrames)
        {
            return false;
        }

        bool result = subsequent >= 1 && instructions[subsequent - 1].IsLocalCall && backtrack.IsSet(0);
        backtrack.ClearRegister(0);
        backtrack.Frame++;
        if (result)
        {
            backtrack.SetRegister(0);
        }

        return true;
    }

    /// <summary>Scalars narrowed together: where one must be exact, all must.</summary>
    private void ShareLinked(in HistoryEntry entry)
    {
        if (entry.Linked.Count == 0)
        {
            return;
        }

        LinkedSet linked = entry.Linked;
        bool any = false;
        for (int i = 0; i < linked.Count; i++)
        {
            (int frame, int index, bool isRegister) = linked[i];
            any |= isRegister ? (backtrack.Registers(frame) & 1u << index) != 0 : backtrack.IsSlotSet(frame, index);
        }

        for (int i = 0; any && i < linked.Count; i++)
        {
            (int frame, int index, bool isRegister) = linked[i];
            if (isRegister)
            {
                backtrack.SetRegister(frame, index);
            }
            else
            {
                backtrack.SetSlot(frame, index);
            }
        }
    }
}
