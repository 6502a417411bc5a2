// Rests on: RFC 9669 section 4.3, Documentation/bpf/verifier.rst, messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Calls of subprograms and exits.</summary>
internal sealed partial class Engine
{
    private bool CheckCall(in Instruction insn)
    {
        bool legal = !insn.IsX() && insn.Dst == 0 && insn.Class == InstructionClass.Jmp
            && insn.Src <= (byte)CallKind.Kfunc && (insn.Src == (byte)CallKind.Kfunc || insn.Offset == 0);
        if (!legal)
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_CALL uses reserved fields");
        }

        CheckCallUnderLock(in insn);
        switch ((CallKind)insn.Src)
        {
            case CallKind.Local:
                CallSubprogram(SubprogramOf(at + insn.Imm + 1));
                return true;
            case CallKind.Kfunc:
                return CallKfunc(in insn);
            default:
                CallHelper(insn.Imm);
                LeaveCall();
                if (insn.Imm == (int)HelperId.TailCall && current.CurFrame > 0 && rules.TailCallsLeave)
                {
                    LeaveSubprogramEarly();
                }

                return true;
        }
    }

    private void CallSubprogram(int index)
    {
        Subprogram callee = subprograms[index];
        if (callee.IsGlobal)
        {
            CallGlobal(index);
            return;
        }

        if (current.CurFrame + 1 >= rules.CallFrames)
        {
            throw Reject(RejectionReason.ControlFlow, $"the call stack of {current.CurFrame + 2} frames is too deep");
        }

        FuncState caller = current.Current;
        FuncState frame = current.EnsureFrame(current.CurFrame + 1);
        frame.Reset(at, current.CurFrame + 1, index);
        for (int i = 1; i <= 5; i++)
        {
            frame.Registers[i] = caller.Registers[i];
        }

        ClobberCallerSaved(caller);
        current.CurFrame++;
        at = callee.Start;
    }

    /// <summary>
    /// The instruction before may end the subprogram (a tail call that succeeds, a packet load that fails): that path is
    /// walked first, the one that goes on is put aside.
    /// </summary>
    private void LeaveSubprogramEarly(bool zero = false)
    {
        PushBranch(at, executingAt);
        if (zero)
        {
            Reg(0).SetConst(0);
        }
        else
        {
            Reg(0).SetUnknown(false);
        }

        ReturnToCaller();
    }

    /// <summary>An exit: back to the caller, or the end of the path.</summary>
    private bool CheckExit()
    {
        if (current.CurFrame > 0 && current.ActiveLocks > 0 && !rules.CallsUnderLock)
        {
            throw Reject(RejectionReason.UnreleasedReference, "bpf_spin_unlock is missing");
        }

        if (current.CurFrame == 0)
        {
            CheckNothingHeld("BPF_EXIT instruction in main prog", checkLocks: true);
            CheckReturnValue();
            return false;
        }

        ReturnToCaller();
        return true;
    }

    private void ReturnToCaller()
    {
        UpdateStackLiveness();
        FuncState callee = current.Current;
        if (callee.Registers[0].Type == RegisterType.PtrToStack)
        {
            throw Reject(RejectionReason.StackAccess, "cannot return stack pointer to the caller", 0);
        }

        if (callee.InCallback)
        {
            ReturnFromCallback(callee);
            return;
        }

        current.CurFrame--;
        current.Current.Registers[0] = callee.Registers[0];
        at = callee.CallSite + 1;
    }

    /// <summary>
    /// No lock and no reference may be held where the program ends, no section open; callers may hold references across an exit.
    /// </summary>
    private void CheckNothingHeld(string where, bool checkLocks, bool allFrames = false)
    {
        if (checkLocks && current.ActiveLocks > 0)
        {
            throw Reject(RejectionReason.UnreleasedReference, $"{where} cannot be used inside bpf_spin_lock-ed region");
        }

        if (current.PointerCount > 0 && (checkLocks || allFrames || current.CurFrame == 0))
        {
            throw LeakedReferences(where);
        }

        if (checkLocks && current.SavedInterrupts != 0)
        {
            throw Reject(RejectionReason.UnreleasedReference, $"{where} cannot be used inside bpf_local_irq_save-ed region");
        }

        if (checkLocks && current.RcuDepth > 0)
        {
            throw Reject(RejectionReason.UnreleasedReference, $"{where} cannot be used inside bpf_rcu_read_lock-ed region");
        }

        if (checkLocks && current.PreemptDepth > 0)
        {
            throw Reject(RejectionReason.UnreleasedReference, $"{where} cannot be used inside bpf_preempt_disable-ed region");
        }
    }

    private RejectedException LeakedReferences(string where)
    {
        string detail = "";
        for (int i = 0; i < current.ReferenceCount; i++)
        {
            Reference reference = current.ReferenceAt(i);
            if (reference.Kind != ReferenceKind.Pointer)
            {
                continue;
            }

            detail += $"{(detail.Length > 0 ? "\n" : "")}Unreleased reference id={reference.Id} alloc_insn={reference.Instruction}";
        }

        return Reject(
            RejectionReason.UnreleasedReference,
            $"{where} would lead to reference leak",
            origin: current.ReferenceAt(0).Instruction,
            detail: detail);
    }

    /// <param name="number">The register that holds the value: r0, or r1 of what is thrown.</param>
    private void CheckReturnValue(int number = 0)
    {
        // From 7.2 what a global function throws is the program's result, too.
        bool thrown = number != 0 && rules.GlobalsThrow;
        if (ReturnsNothing() || (!thrown && IsVoid(subprograms[exploredSubprogram])))
        {
            return;
        }

        ReadRegister(number);
        CheckLeak(number, "as return value");
        ref RegisterState reg = ref Reg(number);
        FuncState outermost = current.Frame(0);
        if (outermost.InAsyncCallback)
        {
            EnforceReturnRange(outermost.CallbackReturns, "At async callback return", number);
            return;
        }

        if (exploredSubprogram != 0 && !thrown && !subprograms[exploredSubprogram].IsExceptionCallback)
        {
            if (!reg.IsScalar)
            {
                throw Reject(
                    RejectionReason.ReturnValue,
                    $"At subprogram exit the register R{number} is not a scalar value ({reg.Type.Name()})",
                    number);
            }

            return;
        }

        if (programInfo.ReturnsByTarget)
        {
            CheckReturnForTarget();
            return;
        }

        if (ReturnRangeOfProgram() is { } range)
        {
            EnforceReturnRange(range, "At program exit", number);
        }
    }

    /// <summary>Before 5.12 programs at bind had a verdict to give and no flag.</summary>
    private ReturnRange? ReturnRangeOfProgram() =>
        !rules.BindFlags && attachType is AttachType.CgroupInet4Bind or AttachType.CgroupInet6Bind ? new(0, 1) : programInfo.ReturnsFor(attachType);

    private void EnforceReturnRange(ReturnRange range, string where, int number = 0)
    {
        ref RegisterState reg = ref Reg(number);
        if (!reg.IsScalar)
        {
            throw Reject(
                RejectionReason.ReturnValue, $"{where} the register R{number} is not a known value ({reg.Type.Name()})", number);
        }

        if (current.Current.InCallback ? rules.PreciseCallbackReturns : rules.PreciseReturns)
        {
            MarkChainPrecision(number);
        }

        if (reg.SMin < range.Min || reg.SMax > range.Max)
        {
            throw OutOfRange(RejectionReason.ReturnValue, number, range, where);
        }
    }

    private RejectedException OutOfRange(RejectionReason reason, int number, ReturnRange range, string where)
    {
        ref RegisterState reg = ref Reg(number);
        string least = reg.SMin > long.MinValue ? $" smin={reg.SMin}" : "";
        string most = reg.SMax < long.MaxValue ? $" smax={reg.SMax}" : "";
        string known = least.Length + most.Length == 0 ? " unknown scalar value" : least + most;
        return Reject(
            reason,
            $"{where} the register R{number} has{known} should have been in [{range.Min}, {range.Max}]",
            number);
    }
}
