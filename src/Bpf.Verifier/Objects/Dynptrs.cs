// Rests on: Documentation/bpf/kfuncs.rst (dynptrs), messages of real verdicts, level-2 logs. A dynptr takes two stack slots.
using Bpf.Core.Explain;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Dynptrs: memory whose size is known at run time only.</summary>
internal sealed partial class Engine
{
    private const int DynptrSlots = 2;
    private const int FirstHalf = 1;

    /// <summary>The dynptr that a register points to; it must be one.</summary>
    private ref RegisterState Dynptr(int number)
    {
        ref RegisterState reg = ref Reg(number);
        return ref reg.Type == RegisterType.ConstPtrToDynptr
            ? ref reg : ref current.Frame(reg.FrameNo).Slot(SlotIndex((int)(reg.Off + (long)reg.VarOff.Value))).Spilled;
    }

    /// <summary>A place where a dynptr is to be made.</summary>
    /// <param name="number">The register that points there.</param>
    /// <param name="type">What it is over.</param>
    /// <param name="cloned">The reference that it shares with the one it is a clone of; 0 for none.</param>
    private void MakeDynptr(int number, DynptrType type, int cloned)
    {
        CheckDynptrPointer(number);
        ref RegisterState reg = ref Reg(number);
        string? place = null;
        int slot = -1;
        if (reg.Type == RegisterType.ConstPtrToDynptr
            || (place = FindStackObject(in reg, "dynptr", DynptrSlots, out slot)) is not null
            || (!rules.OverwritesDynptrs && HoldsDynptr(current.Frame(reg.FrameNo), slot)))
        {
            throw RejectStackObject(number, "Dynptr has to be an uninitialized dynptr", place);
        }

        StoreStackObject(number, DynptrSlots);
        FuncState frame = current.Frame(reg.FrameNo);
        DestroyDynptr(frame, slot);
        DestroyDynptr(frame, slot - 1);
        int id = ++idGenerator;
        int reference = type != DynptrType.Ringbuf ? 0 : cloned != 0 ? cloned : ++idGenerator;
        if (reference != 0 && cloned == 0)
        {
            current.AddReference(new(reference, at));
            originOfId[reference] = at;
        }

        for (int i = 0; i < DynptrSlots; i++)
        {
            ref StackSlot half = ref frame.Slot(slot - i);
            half.Types = StackSlot.AllDynptr;
            half.Spilled.SetPointer(RegisterType.ConstPtrToDynptr);
            half.Spilled.Id = id;
            half.Spilled.RefObjId = reference;
            half.Spilled.Aux = (int)type;
            half.Spilled.Detail = i == 0 ? FirstHalf : 0;
            MarkStackWrite(reg.FrameNo, slot - i);
        }
    }

    private void CheckDynptrPointer(int number)
    {
        if (Reg(number).Type is not (RegisterType.PtrToStack or RegisterType.ConstPtrToDynptr))
        {
            throw RejectArgument($"{ArgumentName(number - 1)} expected pointer to stack or const struct bpf_dynptr", number);
        }
    }

    /// <summary>A dynptr that is used.</summary>
    /// <param name="number">The register that points to it.</param>
    /// <param name="wanted">What it must be over; invalid for anything.</param>
    /// <param name="reads">True where it is only read: then a constant one will do.</param>
    private void UseDynptr(int number, DynptrType wanted, bool reads)
    {
        CheckDynptrPointer(number);
        ref RegisterState reg = ref Reg(number);
        if (reg.Type == RegisterType.ConstPtrToDynptr && !reads)
        {
            throw RejectArgument("cannot pass pointer to const bpf_dynptr, the helper mutates it", number);
        }

        string? place = null;
        if (reg.Type == RegisterType.PtrToStack)
        {
            place = FindStackObject(in reg, "dynptr", DynptrSlots, out int slot);
            if (place is not null || !IsDynptr(current.Frame(reg.FrameNo), slot))
            {
                throw RejectStackObject(number, $"Expected an initialized dynptr as {ArgumentName(number - 1, "arg #")}", place);
            }

            MarkStackRead(reg.FrameNo, slot);
            MarkStackRead(reg.FrameNo, slot - 1);
        }

        if (wanted != DynptrType.Invalid && Dynptr(number).Aux != (int)wanted)
        {
            throw RejectArgument($"Expected a dynptr of type {Name(wanted)} as {ArgumentName(number - 1, "arg #")}", number);
        }
    }

    private static bool HoldsDynptr(FuncState frame, int slot) =>
        slot < frame.SlotCount && (frame.Slot(slot).IsDynptr || frame.Slot(slot - 1).IsDynptr);

    private static bool IsDynptr(FuncState frame, int slot) => slot < frame.SlotCount
        && frame.Slot(slot) is { Types: StackSlot.AllDynptr, Spilled.Detail: FirstHalf } && frame.Slot(slot - 1).Types == StackSlot.AllDynptr;

    /// <summary>Something is stored where a dynptr is: it is none then, and slices of it are nothing. One that must be released can't be lost so.</summary>
    private void DestroyDynptr(FuncState frame, int slot)
    {
        if (slot >= frame.SlotCount || !frame.Slot(slot).IsDynptr)
        {
            return;
        }

        if (frame.Slot(slot).Spilled.Detail != FirstHalf)
        {
            slot++;
        }

        RegisterState dynptr = frame.Slot(slot).Spilled;
        if (dynptr.Aux == (int)DynptrType.Ringbuf && !(rules.ClonesKeepReferences && HasClone(in dynptr)))
        {
            throw Reject(RejectionReason.UnreleasedReference, "cannot overwrite referenced dynptr");
        }

        frame.Slot(slot).Types = 0;
        frame.Slot(slot - 1).Types = 0;
        int id = dynptr.Id;
        ForEachRegister(current, (ref RegisterState reg) =>
        {
            if ((reg.Type & ~RegisterType.MaybeNull) == RegisterType.PtrToMem && reg.Detail == id)
            {
                Invalidate(ref reg);
            }
        });
    }

    private bool HasClone(in RegisterState dynptr)
    {
        for (int f = 0; f <= current.CurFrame; f++)
        {
            FuncState frame = current.Frame(f);
            for (int i = 0; i < frame.SlotCount; i++)
            {
                if (frame.Slot(i).IsDynptr && frame.Slot(i).Spilled.RefObjId == dynptr.RefObjId && frame.Slot(i).Spilled.Id != dynptr.Id)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A dynptr is given back: it, its clones and what was made from it are nothing then.</summary>
    private void ReleaseDynptr(int number)
    {
        ref RegisterState reg = ref Reg(number);
        int reference = Dynptr(number).RefObjId;
        if (reference == 0)
        {
            ClearDynptr(reg.FrameNo, SlotIndex((int)(reg.Off + (long)reg.VarOff.Value)));
            return;
        }

        int frameNo = reg.FrameNo;
        TryRelease(reference);
        FuncState frame = current.Frame(frameNo);
        for (int i = 1; i < frame.SlotCount; i++)
        {
            if (frame.Slot(i).IsDynptr && frame.Slot(i).Spilled.RefObjId == reference && frame.Slot(i).Spilled.Detail == FirstHalf)
            {
                ClearDynptr(frameNo, i);
            }
        }
    }

    private void ClearDynptr(int frameNo, int slot)
    {
        FuncState frame = current.Frame(frameNo);
        frame.Slot(slot).Clear();
        frame.Slot(slot - 1).Clear();
        MarkStackWrite(frameNo, slot);
        MarkStackWrite(frameNo, slot - 1);
    }

    private static string Name(DynptrType type) => type switch
    {
        DynptrType.Local => "local",
        DynptrType.Ringbuf => "ringbuf",
        DynptrType.Skb => "skb",
        DynptrType.Xdp => "xdp",
        DynptrType.SkbMeta => "skb_meta",
        _ => "<invalid>",
    };
}
