// Rests on: Documentation/bpf/kfuncs.rst, messages of the running kernel.
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Sections with interrupts off: the flags saved on the stack are restored in order, by the functions that saved them.</summary>
internal sealed partial class Engine
{
    private const int SavedByLock = 1;

    private void CheckInterruptFlags(int index)
    {
        int number = index + 1;
        ref RegisterState reg = ref Reg(number);
        if (reg.Type != RegisterType.PtrToStack)
        {
            throw RejectArgument($"{ArgumentName(index)} doesn't point to an irq flag on stack", number);
        }

        string name = kfunc.Function.Row.Name;
        int kind = IsQueuedLock(name) ? SavedByLock : 0;
        string? place = FindStackObject(in reg, "irq_flag", 1, out int slot);
        FuncState frame = current.Frame(reg.FrameNo);
        bool exists = place is null && slot < frame.SlotCount;
        if (name is "bpf_local_irq_save" or "bpf_res_spin_lock_irqsave")
        {
            if (place is not null || (exists && HoldsInterruptFlags(in frame.Slot(slot))))
            {
                throw RejectStackObject(number, $"expected uninitialized irq flag as {ArgumentName(index)}", place);
            }

            StoreStackObject(number, 1);
            SaveInterrupts(reg.FrameNo, slot, kind);
            return;
        }

        if (!exists || frame.Slot(slot).Types != StackSlot.AllIrqFlag)
        {
            throw RejectStackObject(number, $"expected an initialized irq flag as {ArgumentName(index)}", place);
        }

        MarkStackRead(reg.FrameNo, slot);
        RestoreInterrupts(number, slot, kind);
    }

    private static bool IsQueuedLock(string function) => function.StartsWith("bpf_res_spin_", System.StringComparison.Ordinal);

    private static bool HoldsInterruptFlags(in StackSlot slot)
    {
        for (int b = 0; b < 8; b++)
        {
            if (slot[b] == StackByte.IrqFlag)
            {
                return true;
            }
        }

        return false;
    }

    private void SaveInterrupts(int frameNo, int slot, int kind)
    {
        int id = ++idGenerator;
        current.SaveInterrupts(id, at);
        originOfId[id] = at;
        ref StackSlot flags = ref current.Frame(frameNo).Slot(slot);
        flags.Types = StackSlot.AllIrqFlag;
        flags.Spilled.SetPointer(RegisterType.PtrToStack);
        flags.Spilled.RefObjId = id;
        flags.Spilled.Detail = kind;
        MarkStackWrite(frameNo, slot);
    }

    private void RestoreInterrupts(int number, int slot, int kind)
    {
        int frameNo = Reg(number).FrameNo;
        ref StackSlot flags = ref current.Frame(frameNo).Slot(slot);
        if (flags.Spilled.Detail != kind)
        {
            (string saved, string used) = kind == SavedByLock ? ("native", "lock") : ("lock", "native");
            throw RejectArgument($"irq flag acquired by {saved} kfuncs cannot be restored with {used} kfuncs", number);
        }

        if (flags.Spilled.RefObjId != current.SavedInterrupts)
        {
            int last = current.SavedInterrupts;
            throw RejectArgument(
                $"cannot restore irq state out of order, expected id={last} acquired at insn_idx={originOfId[last]}", number);
        }

        current.RestoreInterrupts();
        flags.Clear();
        MarkStackWrite(frameNo, slot);
    }
}
