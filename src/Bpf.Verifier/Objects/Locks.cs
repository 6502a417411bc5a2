// Rests on: Documentation/bpf (bpf_spin_lock), messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.Objects;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Spin locks: taken and given back in order, nothing but memory accesses between.</summary>
internal sealed partial class Engine
{
    private void CheckLock(int number, ReferenceKind kind, bool takes)
    {
        if (InTreeCallback())
        {
            throw Reject(RejectionReason.HelperUnavailable, "can't spin_{lock,unlock} in rbtree cb", number);
        }

        ref RegisterState reg = ref Reg(number);
        SpecialFieldKind field = kind == ReferenceKind.Lock ? SpecialFieldKind.SpinLock : SpecialFieldKind.ResSpinLock;
        string name = SpecialFieldKinds.Name(field);
        bool inMap = reg.Type.Base() == RegisterType.PtrToMapValue;
        int target = inMap ? reg.Aux : Reference.Allocated;
        MapInfo? map = inMap ? maps[reg.Aux] : null;
        CheckFieldPointer(
            number, field, FieldsOf(in reg), map is null ? "local 'kptr'" : $"map '{map.KernelName}'",
            hasTypes: map is not { Spec.BtfValueTypeId: 0 });
        if (takes)
        {
            if (kind != ReferenceKind.Lock && current.Holds(kind, reg.Id, target))
            {
                throw Reject(RejectionReason.HelperArgument, "Acquiring the same lock again, AA deadlock detected", number);
            }

            current.TakeLock(new(reg.Id, at, kind, target));
            return;
        }

        string unlock = name.Substring(0, name.Length - "lock".Length) + "unlock";
        string? message = current.ActiveLocks == 0 ? $"{unlock} without taking a lock"
            : !current.Holds(kind, reg.Id, target) ? $"{unlock} of different lock"
            : current.ActiveLock is not { } active || active.Id != reg.Id || active.Target != target ? $"{unlock} cannot be out of order"
            : null;
        if (message is not null)
        {
            throw Reject(RejectionReason.HelperArgument, message, number);
        }

        current.GiveLockBack(kind, reg.Id, target);
        ForgetBorrowed();
    }

    private void CheckQueuedLock(int index)
    {
        int number = index + 1;
        if (Reg(number).Type is not (RegisterType.PtrToMapValue or OwnedObject))
        {
            throw RejectArgument($"{ArgumentName(index)} doesn't point to map value or allocated object", number);
        }

        string name = kfunc.Function.Row.Name;
        bool interrupts = name is "bpf_res_spin_lock_irqsave" or "bpf_res_spin_unlock_irqrestore";
        CheckLock(number, interrupts ? ReferenceKind.ResLockIrq : ReferenceKind.ResLock, TakesQueuedLock(name));
    }

    private static bool TakesQueuedLock(string function) => function is "bpf_res_spin_lock" or "bpf_res_spin_lock_irqsave";

    /// <summary>A queued lock may not be got: that path, with an error in r0 and nothing held, is put aside.</summary>
    private void PushFailedLock()
    {
        FuncState frame = PushBranch(at + 1, at).Current;
        ClobberCallerSaved(frame);
        ref RegisterState error = ref frame.Registers[0];
        error.SetUnknown(false);
        error.SMin = error.S32Min = -MaxErrno;
        error.SMax = error.S32Max = -1;
        Bounds.Sync(ref error, rules);
    }

    /// <summary>While a lock is held only what gives it back, and what can't wait, may be called.</summary>
    private void CheckCallUnderLock(in Instruction insn)
    {
        if (current.ActiveLocks == 0)
        {
            return;
        }

        bool allowed = (CallKind)insn.Src switch
        {
            CallKind.Helper => insn.Imm is (int)HelperId.SpinUnlock || (insn.Imm is (int)HelperId.KptrXchg && rules.CallsUnderLock),
            CallKind.Local => rules.CallsUnderLock,
            _ => insn.Offset == 0 && kfuncs.TryGetValue(insn.Imm, out Kfuncs.KfuncSignature? function)
                && function.Row.Has(KfuncTraits.UnderLock),
        };
        if (!allowed)
        {
            throw Reject(RejectionReason.HelperUnavailable, "function calls are not allowed while holding a lock");
        }
    }
}
