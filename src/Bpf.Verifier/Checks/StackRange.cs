// Rests on: messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Stack memory at a variable offset or handed to a helper: inside the frame, initialized where it is read.</summary>
internal sealed partial class Engine
{
    /// <param name="number">The register that points to it.</param>
    /// <param name="off">Offset from the register's variable part.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="zeroAllowed">True where 0 bytes are legal.</param>
    /// <param name="writes">True where the helper may write it.</param>
    /// <param name="fills">True where the helper fills all of it, whatever it holds.</param>
    /// <returns>True where the helper fills it and the caller must mark it written.</returns>
    private bool CheckStackRange(int number, int off, int size, bool zeroAllowed, bool writes, bool fills)
    {
        ref RegisterState reg = ref Reg(number);
        FuncState frame = current.Frame(reg.FrameNo);
        if (size == 0 && !zeroAllowed)
        {
            throw Reject(RejectionReason.StackAccess, "invalid zero-sized read", number);
        }

        bool helper = instructions[at].Opcode == Core.Isa.Opcode.JmpCall;
        bool clobbers = writes || (helper && !rules.ReadsKeepStack);
        int allocated = frame.AllocatedStack;
        CheckStackBounds(number, off, size, clobbers);
        bool known = reg.VarOff.IsConst;
        if (!known && rights.FearsSpeculation)
        {
            throw Reject(
                RejectionReason.Privilege,
                $"R{number} variable offset stack access prohibited for !root, var_off={Log.RegisterFormatter.Format(reg.VarOff)}",
                number);
        }

        if (fills && known)
        {
            RejectOverwrittenDynptr(number, off, size);
            return true;
        }

        int min = (int)((known ? (long)reg.VarOff.Value : reg.SMin) + off);
        int max = known ? min : (int)(reg.SMax + off);
        for (int i = min; i < max + size; i++)
        {
            ref StackSlot slot = ref frame.Slot(SlotIndex(i));
            StackByte type = slot[ByteIndex(i)];
            bool unwritten = type is StackByte.Invalid && (!rights.ReadsUnwrittenStack || (-i > allocated && !rules.ReadsGrowStack));
            bool secret = type is StackByte.Spill && IsSecret(in slot.Spilled);
            if (unwritten || secret || slot.IsObject(ByteIndex(i)))
            {
                string place = known ? $"off {min}" : $"var_off {Log.RegisterFormatter.Format(reg.VarOff)}";
                throw Reject(
                    RejectionReason.StackAccess,
                    $"invalid read from stack R{number} {place}+{i - min} size {size}",
                    number,
                    offset: i,
                    size: size);
            }

            if (clobbers && type is StackByte.Spill)
            {
                slot.ScrubSpill();
            }
            else if (clobbers)
            {
                slot.Set(ByteIndex(i), StackByte.Misc);
            }

            MarkStackRead(frame.FrameNo, SlotIndex(i));
        }

        return false;
    }

    private void RejectOverwrittenDynptr(int number, int off, int size)
    {
        ref RegisterState reg = ref Reg(number);
        FuncState frame = current.Frame(reg.FrameNo);
        int start = (int)(long)reg.VarOff.Value + off;
        for (int i = start; i < start + size; i++)
        {
            if (frame.Slot(SlotIndex(i))[ByteIndex(i)] == StackByte.Dynptr)
            {
                throw Reject(RejectionReason.StackAccess, $"potential write to dynptr at off={i} disallowed", number);
            }
        }
    }

    /// <summary>A helper has filled stack memory: its bytes are data.</summary>
    private void FillStack(int number, int size)
    {
        ref RegisterState reg = ref Reg(number);
        FuncState frame = current.Frame(reg.FrameNo);
        int start = (int)((long)reg.VarOff.Value + reg.Off);
        for (int i = start; i < start + size; i++)
        {
            ref StackSlot slot = ref frame.Slot(SlotIndex(i));
            if (!rights.TellsAddresses)
            {
                CheckSpeculativeWrite(in slot, i, size: 1, value: -1);
            }

            if (slot.IsSpilled)
            {
                slot.ScrubSpill();
            }

            slot.Set(ByteIndex(i), StackByte.Misc);
        }
    }
}
