// Rests on: Documentation/bpf/verifier.rst, messages of real verdicts, stack slots in level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>Loads from and stores to the stack: spills keep what is known of a register, everything else is bytes.</summary>
internal sealed partial class Engine
{
    private void CheckStackAccess(int number, int off, int size, bool write, int value)
    {
        CheckStackBounds(number, off, size, write);
        RegisterState pointer = Reg(number);
        FuncState frame = current.Frame(pointer.FrameNo);
        if (pointer.VarOff.IsConst)
        {
            off += (int)pointer.VarOff.Value;
            if (write)
            {
                WriteStack(frame, off, size, value);
            }
            else
            {
                ReadStack(frame, off, size, value);
            }

            return;
        }

        if (write)
        {
            if (!rules.VariableStackWrites)
            {
                throw RejectVariableStack(number, off);
            }

            WriteStackVariable(frame, in pointer, off, size, value);
        }
        else
        {
            if (!rules.VariableStackWrites)
            {
                throw RejectVariableStack(number, off);
            }

            // The bytes are looked at, not kept: what may have been read is unknown, or zero where all of it is.
            CheckStackRange(number, off, size, zeroAllowed: false, writes: false, fills: false);
            LoadStackBytes(frame, (int)(pointer.SMin + off), (int)(pointer.SMax + off) + size, value);
        }
    }

    private RejectedException RejectVariableStack(int number, int off) => Reject(
        RejectionReason.VariableStackAccess,
        $"variable stack access var_off={Log.RegisterFormatter.Format(Reg(number).VarOff)} off={off} size={instructions[at].AccessSize}",
        number);

    private void CheckStackBounds(int number, int off, int size, bool write)
    {
        ref RegisterState reg = ref Reg(number);
        FuncState frame = current.Frame(reg.FrameNo);
        string how = write ? " write to" : " read from";
        bool known = reg.VarOff.IsConst;
        if (!known && (reg.SMax >= MaxVarOff || reg.SMin <= -MaxVarOff))
        {
            throw Reject(
                RejectionReason.StackAccess, $"invalid unbounded variable-offset{how} stack R{number}", number, size: size);
        }

        long min = (known ? (long)reg.VarOff.Value : reg.SMin) + off;
        long max = (known ? (long)reg.VarOff.Value : reg.SMax) + off + size;
        int lowest = write || (rules.ReadsGrowStack && rights.ReadsUnwrittenStack) ? -FuncState.MaxStack : -frame.AllocatedStack;
        if (min < lowest || min > -1 || max > 0)
        {
            string message = known
                ? $"invalid{how} stack R{number} off={min} size={size}"
                : $"invalid variable-offset{how} stack R{number} var_off={Log.RegisterFormatter.Format(reg.VarOff)} off={off} size={size}";
            throw Reject(RejectionReason.StackAccess, message, number, offset: min, size: size);
        }

        GrowStack(frame, (int)-min);
    }

    private void GrowStack(FuncState frame, int bytes)
    {
        frame.Grow(bytes);
        Setup.Subprogram subprogram = subprograms[frame.Subprogram];
        subprogram.StackDepth = System.Math.Max(subprogram.StackDepth, (bytes + 7) / 8 * 8);
    }

    private void WriteStack(FuncState frame, int off, int size, int value)
    {
        ref readonly Instruction insn = ref instructions[at];
        int index = SlotIndex(off);
        if (!rights.TellsAddresses)
        {
            CheckSpeculativeWrite(in frame.Slot(index), off, size, value);
        }

        DestroyDynptr(frame, index);
        ref StackSlot slot = ref frame.Slot(index);
        bool immediate = value < 0 && insn.Class == InstructionClass.St;
        bool aligned = off % 8 == 0;
        if (size == 8)
        {
            MarkStackWrite(frame.FrameNo, index);
        }

        if (value >= 0 && aligned && rights.Bpf && Reg(value).IsScalar && IsTracked(in Reg(value)))
        {
            ref RegisterState reg = ref Reg(value);
            bool fits = Extension.Width(in reg) <= size * 8;
            if (fits && rules.LooseSpills)
            {
                AssignScalarId(ref reg);
            }

            slot.Spill(in reg, size, rules.LooseSpills);
            if (!fits)
            {
                ForgetLink(ref slot.Spilled);
            }

            PushStackHistory(frame.FrameNo, index);
        }
        else if (immediate && aligned && rights.Bpf && (insn.Imm != 0 || rules.LooseSpills))
        {
            RegisterState constant = default;
            constant.SetConst((ulong)insn.Imm);
            slot.Spill(in constant, size, rules.LooseSpills);
            PushStackHistory(frame.FrameNo, index);
        }
        else if (value >= 0 && Reg(value).Type.IsSpillable())
        {
            if (size != 8)
            {
                throw Reject(RejectionReason.StackAccess, "invalid size of register spill", value, offset: off, size: size);
            }

            if (frame.FrameNo != current.CurFrame && Reg(value).Type == RegisterType.PtrToStack)
            {
                throw Reject(RejectionReason.StackAccess, "cannot spill pointers to stack into stack frame of the caller", value);
            }

            slot.Spill(in Reg(value), size, rules.LooseSpills);
            PushStackHistory(frame.FrameNo, index);
        }
        else
        {
            WriteStackBytes(ref slot, off, size, value, immediate);
        }
    }

    /// <summary>No part of a spilled pointer may be changed; where a pointer comes or goes, a load must not run ahead of the store.</summary>
    private void CheckSpeculativeWrite(in StackSlot slot, int off, int size, int value)
    {
        if (slot.IsSpilled && !slot.IsSpilledScalar && size != 8)
        {
            throw Reject(RejectionReason.Privilege, "attempt to corrupt spilled pointer on stack", offset: off, size: size);
        }

        bool fence = value >= 0 && Reg(value).Type.IsSpillable();
        for (int i = 0; i < size; i++)
        {
            fence |= slot[ByteIndex(off + i)] is not (StackByte.Misc or StackByte.Zero);
        }

        if (fence && rules.Fences)
        {
            facts[at] |= InstructionFacts.FencedAfter;
        }
    }

    /// <summary>Before 6.9 scalars of which nothing is known were stored as data, and zeros as zero bytes.</summary>
    private bool IsTracked(in RegisterState reg) =>
        rules.LooseSpills || !(reg.RangeContains(in Unbound) || (reg.VarOff.IsConst && reg.VarOff.Value == 0));

    private ref RegisterState Unbound
    {
        get
        {
            if (unbound.Type == RegisterType.NotInit)
            {
                unbound.SetUnknown(false);
            }

            return ref unbound;
        }
    }

    private void WriteStackBytes(ref StackSlot slot, int off, int size, int value, bool immediate)
    {
        bool wasSpilled = slot.IsSpilled || slot.IsObject(7);
        slot.Spilled.Type = RegisterType.NotInit;
        if (wasSpilled)
        {
            slot.ScrubSpill();
        }

        bool zero = value >= 0 ? Reg(value).IsNull : immediate && instructions[at].Imm == 0;
        if (zero && value >= 0)
        {
            // Zero bytes are compared as zeros: the value they come from must be exact.
            MarkChainPrecision(value);
        }

        for (int i = 0; i < size; i++)
        {
            slot.Set(ByteIndex(off + i), zero ? StackByte.Zero : StackByte.Misc);
        }
    }

    private void WriteStackVariable(FuncState frame, in RegisterState pointer, int off, int size, int value)
    {
        int min = (int)(pointer.SMin + off), max = (int)(pointer.SMax + off) + size;
        ref readonly Instruction insn = ref instructions[at];
        bool zero = value >= 0 ? Reg(value).IsNull : insn is { Class: InstructionClass.St, Imm: 0 };
        bool zeroUsed = false;
        for (int i = SlotIndex(max - 1); i <= SlotIndex(min); i++)
        {
            DestroyDynptr(frame, i);
        }

        for (int i = min; i < max; i++)
        {
            ref StackSlot slot = ref frame.Slot(SlotIndex(i));
            int index = ByteIndex(i);
            StackByte type = slot[index];
            if (!rights.TellsAddresses && type is not (StackByte.Misc or StackByte.Zero))
            {
                throw Reject(
                    RejectionReason.Privilege, $"spilled ptr in range of var-offset stack write; insn {at}, ptr off: {i}", offset: i, size: size);
            }

            if (zero && type == StackByte.Spill && slot.IsSpilledScalar && slot.Spilled.IsNull)
            {
                zeroUsed = true;
                continue;
            }

            if (slot.IsSpilled && rules.VariableWritesScrub)
            {
                slot.ScrubSpill();
                type = slot[index];
            }

            slot.Spilled.Type = RegisterType.NotInit;
            zeroUsed |= zero && type == StackByte.Zero;
            slot.Set(index, zero && type == StackByte.Zero ? StackByte.Zero : StackByte.Misc);
        }

        if (zeroUsed && value >= 0)
        {
            MarkChainPrecision(value);
        }
    }

    private void ReadStack(FuncState frame, int off, int size, int value)
    {
        int index = SlotIndex(off);
        ref StackSlot slot = ref frame.Slot(index);
        MarkStackRead(frame.FrameNo, index);
        if (!slot.IsSpilled)
        {
            CheckStackBytesRead(in slot, off, size);
            LoadStackBytes(frame, off, off + size, value);
            return;
        }

        int spilled = 1;
        while (spilled < 8 && slot[7 - spilled] == StackByte.Spill)
        {
            spilled++;
        }

        if (size == 8 && spilled == 8)
        {
            if (value >= 0)
            {
                if (rules.LooseSpills)
                {
                    AssignScalarId(ref slot.Spilled);
                }

                Reg(value) = slot.Spilled;
            }
            else if (IsSecret(in slot.Spilled))
            {
                throw Reject(RejectionReason.Privilege, $"leaking pointer from stack off {off}", offset: off, size: size);
            }

            PushStackHistory(frame.FrameNo, index);
            return;
        }

        if (!slot.Spilled.IsScalar)
        {
            throw Reject(RejectionReason.StackAccess, "invalid size of register fill", offset: off, size: size);
        }

        if (value >= 0)
        {
            ReadNarrowSpill(frame, index, off, size, spilled, value);
        }
    }

    private void ReadNarrowSpill(FuncState frame, int index, int off, int size, int spilled, int value)
    {
        ref StackSlot slot = ref frame.Slot(index);
        if ((rules.LooseSpills ? size <= spilled : size == spilled) && off % 8 == 0)
        {
            int width = Extension.Width(in slot.Spilled);
            if (size == 4 && spilled == 4 && width <= 32 && rules.LooseSpills)
            {
                AssignScalarId(ref slot.Spilled);
            }

            Reg(value) = slot.Spilled;
            if (width > size * 8)
            {
                ForgetLink(ref Reg(value));
            }

            PushStackHistory(frame.FrameNo, index);
            return;
        }

        CheckStackBytesRead(in slot, off, size);
        int spills = 0, zeros = 0;
        for (int i = 0; i < size; i++)
        {
            StackByte type = slot[ByteIndex(off + i)];
            spills += type == StackByte.Spill ? 1 : 0;
            zeros += type == StackByte.Zero ? 1 : 0;
        }

        if (!rules.LooseSpills)
        {
            Reg(value).SetUnknown(false);
        }
        else if (spills == size && slot.Spilled.VarOff is { Mask: 0, Value: 0 })
        {
            Reg(value).SetConst(0);
            PushStackHistory(frame.FrameNo, index);
        }
        else if (zeros == size)
        {
            Reg(value).SetConst(0);
        }
        else
        {
            Reg(value).SetUnknown(false);
        }
    }

    private void CheckStackBytesRead(in StackSlot slot, int off, int size)
    {
        for (int i = 0; i < size; i++)
        {
            int index = ByteIndex(off + i);
            if (slot.IsObject(index) || (slot[index] == StackByte.Invalid && !rights.ReadsUnwrittenStack))
            {
                throw Reject(
                    RejectionReason.StackAccess, $"invalid read from stack off {off}+{i} size {size}", offset: off, size: size);
            }
        }
    }

    /// <summary>What a load of plain bytes leaves: zero where all are zero, else something.</summary>
    private void LoadStackBytes(FuncState frame, int min, int max, int value)
    {
        bool zero = true;
        for (int i = min; i < max; i++)
        {
            zero &= frame.Slot(SlotIndex(i))[ByteIndex(i)] == StackByte.Zero;
        }

        if (value < 0)
        {
            return;
        }

        if (zero)
        {
            Reg(value).SetConst(0);
        }
        else
        {
            Reg(value).SetUnknown(false);
        }
    }

    private static int SlotIndex(int off) => (-off - 1) / 8;

    private static int ByteIndex(int off) => (-off - 1) % 8;
}
