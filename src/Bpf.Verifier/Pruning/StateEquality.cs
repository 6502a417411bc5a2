// Rests on: Documentation/bpf/verifier.rst ("Pruning"), processed counts of real runs.
using Bpf.Verifier.Pruning;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>When a remembered state covers the current one: what was safe there is safe here.</summary>
internal sealed partial class Engine
{
    private const int AllRegisters = 0x7ff;
    private readonly IdMap ids = new();
    private RegisterState unbound;

    private bool StatesEqual(VerifierState old, VerifierState cur, Exactness exact)
    {
        // What is right where a processor runs ahead need not be right where it doesn't.
        if ((old.Speculative && !cur.Speculative) || old.CurFrame != cur.CurFrame || old.ReferenceCount != cur.ReferenceCount || old.InSleepable != cur.InSleepable
            || old.RcuDepth != cur.RcuDepth || old.PreemptDepth != cur.PreemptDepth)
        {
            return false;
        }

        ids.Reset(idGenerator);
        if (!ReferencesEqual(old, cur))
        {
            return false;
        }

        for (int f = 0; f <= old.CurFrame; f++)
        {
            FuncState oldFrame = old.Frame(f), curFrame = cur.Frame(f);
            int instruction = f == old.CurFrame ? old.Instruction : old.Frame(f + 1).CallSite;
            if (oldFrame.CallSite != curFrame.CallSite || !FramesEqual(oldFrame, curFrame, liveBefore[instruction], exact))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReferencesEqual(VerifierState old, VerifierState cur)
    {
        if (old.ActiveLocks != cur.ActiveLocks || old.ActiveLock?.Target != cur.ActiveLock?.Target
            || !ids.Match(old.ActiveLock?.Id ?? 0, cur.ActiveLock?.Id ?? 0)
            || !ids.Match(old.SavedInterrupts, cur.SavedInterrupts))
        {
            return false;
        }

        for (int i = 0; i < old.ReferenceCount; i++)
        {
            Reference a = old.ReferenceAt(i), b = cur.ReferenceAt(i);
            if (!ids.Match(a.Id, b.Id) || a.Kind != b.Kind || a.Target != b.Target)
            {
                return false;
            }
        }

        return true;
    }

    private bool FramesEqual(FuncState old, FuncState cur, int live, Exactness exact)
    {
        if (old.CallbackDepth > cur.CallbackDepth)
        {
            return false;
        }

        if (exact != Exactness.NotExact && !rules.LiveRegisters)
        {
            live = AllRegisters;
        }

        for (int i = 0; i < 11; i++)
        {
            if ((live & 1 << i) != 0 && !IsCovered(in old.Registers[i], in cur.Registers[i], exact))
            {
                return false;
            }
        }

        return IsStackCovered(old, cur, exact);
    }

    private bool IsCovered(in RegisterState old, in RegisterState cur, Exactness exact)
    {
        if (exact == Exactness.Exact)
        {
            return IsExact(in old, in cur);
        }

        if (old.Type == RegisterType.NotInit)
        {
            return exact == Exactness.NotExact || rules.LiveRegisters || cur.Type == RegisterType.NotInit;
        }

        if (old.Type != cur.Type)
        {
            return false;
        }

        if (!rules.MatchesAllIds && old.SameExceptIds(in cur) && old.Id == cur.Id && old.RefObjId == cur.RefObjId && old.FrameNo == cur.FrameNo)
        {
            return true;
        }

        switch (old.Type.Base())
        {
            case RegisterType.PtrToMapValue or RegisterType.PtrToMapKey when !rules.MatchesAllIds && !old.Type.MayBeNull():
                return old.Off == cur.Off && old.Aux == cur.Aux && old.Detail == cur.Detail && IsRangeCovered(in old, in cur);
            case RegisterType.ScalarValue:
                if (masksDependOnPaths)
                {
                    return rules.MatchesScalarIds && old.SameExceptIds(in cur) && ids.MatchScalar(old.Id, cur.Id);
                }

                if (!IsDecisive(in old) && exact == Exactness.NotExact)
                {
                    return true;
                }

                if (!rules.MatchesScalarIds || (old.Id == 0 && rules.LooseScalarIds))
                {
                    // Links that only the current one has narrow it further: no harm.
                    return IsRangeCovered(in old, in cur);
                }

                return ((old.Id ^ cur.Id) & RegisterState.AddConst) == 0
                    && ((old.Id & RegisterState.AddConst) == 0 || old.Off == cur.Off)
                    && IsRangeCovered(in old, in cur) && ids.MatchScalar(old.Id, cur.Id);
            case RegisterType.PtrToMapKey or RegisterType.PtrToMapValue or RegisterType.PtrToMem or RegisterType.PtrToBuf
                or RegisterType.PtrToTpBuffer:
                return old.Off == cur.Off && old.Aux == cur.Aux && old.Detail == cur.Detail && IsRangeCovered(in old, in cur)
                    && ids.Match(old.Id, cur.Id) && ids.Match(old.RefObjId, cur.RefObjId);
            case RegisterType.PtrToPacketMeta or RegisterType.PtrToPacket:
                bool range = old.Aux < 0 || cur.Aux < 0 ? old.Aux == cur.Aux : old.Aux <= cur.Aux;
                return range && old.Off == cur.Off && ids.Match(old.Id, cur.Id) && IsRangeCovered(in old, in cur);
            case RegisterType.PtrToArena:
                return true;
            case RegisterType.PtrToStack:
                return IsExact(in old, in cur) && old.FrameNo == cur.FrameNo;
            default:
                return IsExact(in old, in cur);
        }
    }

    /// <summary>Without CAP_BPF no precision is tracked: everything counts.</summary>
    private bool IsDecisive(in RegisterState old) => old.Precise || !rights.Bpf;

    private static bool IsRangeCovered(in RegisterState old, in RegisterState cur) =>
        old.RangeContains(in cur) && Tnum.Contains(old.VarOff, cur.VarOff);

    private bool IsExact(in RegisterState old, in RegisterState cur) =>
        old.SameExceptIds(in cur) && ids.Match(old.Id, cur.Id) && ids.Match(old.RefObjId, cur.RefObjId);

    private bool IsStackCovered(FuncState old, FuncState cur, Exactness exact)
    {
        for (int i = 0; i < old.SlotCount; i++)
        {
            ref StackSlot oldSlot = ref old.Slot(i);
            if ((exact == Exactness.Exact || (exact == Exactness.RangeWithin && !rules.LooseLoopSlots)) && (i >= cur.SlotCount || oldSlot.Types != cur.Slot(i).Types))
            {
                return false;
            }

            if (oldSlot.Types == 0)
            {
                continue;
            }

            if (i >= cur.SlotCount)
            {
                if (IsAllMisc(in oldSlot) && rights.ReadsUnwrittenStack)
                {
                    continue;
                }

                return false;
            }

            if (!IsSlotCovered(in oldSlot, in cur.Slot(i), exact))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSlotCovered(in StackSlot old, in StackSlot cur, Exactness exact)
    {
        if (old.Types == cur.Types && !old.IsSpilled && !old.IsObject(7))
        {
            // The same bytes, and nothing but bytes.
            return true;
        }

        bool compared = false;
        for (int b = 0; b < 8; b++)
        {
            StackByte oldByte = old[b], curByte = cur[b];
            if (oldByte == StackByte.Invalid || (oldByte == StackByte.Misc && rights.ReadsUnwrittenStack))
            {
                continue;
            }

            if (!compared && IsScalar(in old) && IsScalar(in cur))
            {
                return IsCovered(in AsScalar(in old), in AsScalar(in cur), exact);
            }

            compared = true;
            if (oldByte != curByte && !(oldByte == StackByte.Misc && curByte == StackByte.Zero))
            {
                return false;
            }
        }

        return old[7] switch
        {
            StackByte.Spill => !cur.IsSpilled || IsCovered(in old.Spilled, in cur.Spilled, exact),
            StackByte.Dynptr => old.Spilled.Aux == cur.Spilled.Aux && old.Spilled.Detail == cur.Spilled.Detail
                && ids.Match(old.Spilled.RefObjId, cur.Spilled.RefObjId),
            StackByte.IrqFlag => old.Spilled.Detail == cur.Spilled.Detail && ids.Match(old.Spilled.RefObjId, cur.Spilled.RefObjId),
            StackByte.Iterator => old.Spilled.Aux == cur.Spilled.Aux && IsActive(in old.Spilled) == IsActive(in cur.Spilled)
                && ids.Match(old.Spilled.RefObjId, cur.Spilled.RefObjId),
            _ => true,
        };
    }

    /// <summary>True where a load of all of a slot gives a scalar: a spilled one, or anything where all bytes are data.</summary>
    private bool IsScalar(in StackSlot slot) => slot.IsSpilledScalar64 || IsAllMisc(in slot);

    private ref readonly RegisterState AsScalar(in StackSlot slot) => ref slot.IsSpilledScalar64 ? ref slot.Spilled : ref Unbound;

    private bool IsAllMisc(in StackSlot slot)
    {
        for (int b = 0; b < 8; b++)
        {
            if (slot[b] != StackByte.Misc && !(slot[b] == StackByte.Invalid && rights.ReadsUnwrittenStack))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A quick test before the exact one: the innermost registers are the same, ids too.</summary>
    private static bool MayLoop(VerifierState old, VerifierState cur)
    {
        if (old.CurFrame != cur.CurFrame)
        {
            return false;
        }

        for (int i = 0; i < 11; i++)
        {
            ref RegisterState a = ref old.Current.Registers[i];
            ref RegisterState b = ref cur.Current.Registers[i];
            if (a.Id != b.Id || a.RefObjId != b.RefObjId || !a.SameExceptIds(in b))
            {
                return false;
            }
        }

        return true;
    }
}
