// Rests on: Documentation/bpf/kfuncs.rst (open-coded iterators), messages of real verdicts, level-2 logs.
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Verifier.Pruning;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Open-coded iterators: made, asked for the next element until there is none, destroyed.</summary>
internal sealed partial class Engine
{
    private const int IteratorActive = 1;
    private const int IteratorDrained = 2;
    private const int IteratorDepth = 4;

    private static bool IsActive(in RegisterState iterator) => (iterator.Detail & (IteratorDepth - 1)) == IteratorActive;

    private static ref RegisterState Iterator(VerifierState state, int frame, int slot) => ref state.Frame(frame).Slot(slot).Spilled;

    private ref RegisterState CurrentIterator(VerifierState state) => ref Iterator(state, kfunc.IteratorFrame, kfunc.IteratorSlot);

    private void CheckIterator(int index)
    {
        int number = index + 1;
        ref RegisterState reg = ref Reg(number);
        if (reg.Type != RegisterType.PtrToStack)
        {
            throw RejectArgument($"{ArgumentName(index)} expected pointer to an iterator on stack", number);
        }

        Kfunc row = kfunc.Function.Row;
        if (row.Name == "bpf_iter_css_task_new" && !current.InSleepable
            && request.ProgramType != ProgramType.Lsm && attachType != AttachType.TraceIter)
        {
            throw RejectArgument("css_task_iter is only allowed in bpf_lsm, bpf_iter and sleepable progs", number);
        }

        BtfType type = kfunc.Function.TargetOf(index);
        int slots = type.Size / 8;
        string name = type.Name.StartsWith("bpf_", System.StringComparison.Ordinal) ? type.Name.Substring("bpf_".Length) : type.Name;
        string? place = FindStackObject(in reg, "iter", slots, out int slot);
        if (row.Has(KfuncTraits.IteratorNew))
        {
            if (place is not null || HasIterator(current.Frame(reg.FrameNo), slot, slots))
            {
                throw RejectStackObject(number, $"expected uninitialized {name} as {ArgumentName(index, "arg #")}", place);
            }

            StoreStackObject(number, slots);
            MakeIterator(row, reg.FrameNo, slot, slots, type.Id);
            return;
        }

        FuncState frame = current.Frame(reg.FrameNo);
        if (place is not null || !IsIterator(frame, slot, slots, type.Id))
        {
            throw RejectStackObject(number, $"expected an initialized {name} as {ArgumentName(index, "arg #")}", place);
        }

        if ((frame.Slot(slot).Spilled.Type & RegisterType.Untrusted) != 0)
        {
            throw RejectArgument($"expected an RCU CS when using {row.Name}", number);
        }

        for (int i = 0; i < slots; i++)
        {
            MarkStackRead(reg.FrameNo, slot - i);
        }

        (kfunc.IteratorFrame, kfunc.IteratorSlot) = (reg.FrameNo, slot);
        kfunc.Reference = frame.Slot(slot).Spilled.RefObjId;
        if (row.Has(KfuncTraits.IteratorDestroy))
        {
            DestroyIterator(reg.FrameNo, slot, slots);
        }
    }

    private static bool HasIterator(FuncState frame, int slot, int slots)
    {
        for (int i = 0; i < slots && slot < frame.SlotCount; i++)
        {
            for (int b = 0; b < 8; b++)
            {
                if (frame.Slot(slot - i)[b] == StackByte.Iterator)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsIterator(FuncState frame, int slot, int slots, int type)
    {
        if (slot >= frame.SlotCount)
        {
            return false;
        }

        for (int i = 0; i < slots; i++)
        {
            ref StackSlot part = ref frame.Slot(slot - i);
            if (part.Types != StackSlot.AllIterator || part.Spilled.Aux != type || (part.Spilled.RefObjId != 0) != (i == 0))
            {
                return false;
            }
        }

        return true;
    }

    private void MakeIterator(Kfunc row, int frameNo, int slot, int slots, int type)
    {
        FuncState frame = current.Frame(frameNo);
        int id = ++idGenerator;
        current.AddReference(new(id, at));
        originOfId[id] = at;
        RegisterType trust = !row.Has(KfuncTraits.RcuProtected) ? 0
            : current.RcuDepth > 0 || !current.InSleepable ? RegisterType.MemRcu : RegisterType.Untrusted;
        for (int i = 0; i < slots; i++)
        {
            ref StackSlot part = ref frame.Slot(slot - i);
            part.Types = StackSlot.AllIterator;
            part.Spilled.SetPointer(RegisterType.PtrToStack | trust);
            part.Spilled.RefObjId = i == 0 ? id : 0;
            part.Spilled.Aux = type;
            part.Spilled.Detail = IteratorActive;
            MarkStackWrite(frameNo, slot - i);
        }
    }

    private void DestroyIterator(int frameNo, int slot, int slots)
    {
        FuncState frame = current.Frame(frameNo);
        TryRelease(frame.Slot(slot).Spilled.RefObjId);
        for (int i = 0; i < slots; i++)
        {
            frame.Slot(slot - i).Clear();
            MarkStackWrite(frameNo, slot - i);
        }
    }

    /// <summary>There is another element, on a path put aside; or there is none.</summary>
    private void SplitIterator()
    {
        ref RegisterState iterator = ref CurrentIterator(current);
        if (IsActive(in iterator))
        {
            VerifierState? parent = current.Parent;
            VerifierState? previous = parent is null ? null : FindPreviousEntry(parent, at, parent.DfsDepth);
            VerifierState next = PushBranch(at + 1, at);
            CurrentIterator(next).Detail += IteratorDepth;
            if (previous is not null)
            {
                WidenImprecise(previous, next);
            }

            MarkNotNull(ref next.Current.Registers[0]);
        }

        iterator.Detail = (iterator.Detail & ~(IteratorDepth - 1)) | IteratorDrained;
        Reg(0).SetConst(0);
    }

    /// <summary>A state recurs at a call for the next element, the iterator still active: the loop ends by itself.</summary>
    private bool RecursAtIterator(VerifierState old)
    {
        if (!StatesEqual(old, current, Exactness.RangeWithin))
        {
            return false;
        }

        ref RegisterState reg = ref Reg(1);
        int slot = SlotIndex((int)(reg.Off + (long)reg.VarOff.Value));
        return IsActive(in Iterator(current, reg.FrameNo, slot));
    }

    private static void ForEachIterator(VerifierState state, RegisterVisitor visit)
    {
        for (int f = 0; f <= state.CurFrame; f++)
        {
            FuncState frame = state.Frame(f);
            for (int i = 0; i < frame.SlotCount; i++)
            {
                if (frame.Slot(i)[7] == StackByte.Iterator)
                {
                    visit(ref frame.Slot(i).Spilled);
                }
            }
        }
    }

    /// <summary>True where some iterator has been asked for elements more often in one state than in the other: no infinite loop.</summary>
    private static bool DepthsDiffer(VerifierState old, VerifierState cur)
    {
        for (int f = 0; f <= old.CurFrame; f++)
        {
            FuncState frame = old.Frame(f);
            for (int i = 0; i < frame.SlotCount; i++)
            {
                ref StackSlot slot = ref frame.Slot(i);
                if (slot[0] == StackByte.Iterator && IsActive(in slot.Spilled) && i < cur.Frame(f).SlotCount
                    && cur.Frame(f).Slot(i).Spilled.Detail != slot.Spilled.Detail)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
