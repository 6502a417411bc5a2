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
