// Rests on: Documentation/admin-guide/hw-vuln/spectre.rst, messages and counts of kernels that were asked without CAP_PERFMON. A processor runs ahead of
// comparisons whose outcome it only guesses, and there takes paths that the program never takes: those are walked, too.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>Paths that only a processor that guesses wrong takes, and additions that are masked so that they stay harmless there.</summary>
internal sealed partial class Engine
{
    private const string ForRoot = "pointer arithmetic with it prohibited for !root";
    private readonly AluMask[] masks;
    private bool masksDependOnPaths;

    /// <summary>True where what may only be speculated is not walked beyond this instruction: a fence is compiled before it.</summary>
    private bool IsFenced => current.Speculative && (facts[at] & InstructionFacts.Fenced) != 0;

    /// <summary>Processes one instruction of a path that is only speculated: what would be wrong is fenced off, not refused, on kernels that do so.</summary>
    private bool ExecuteSpeculatively(in Instruction insn)
    {
        int executed = at;
        try
        {
            return Execute(in insn) && (facts[executed] & InstructionFacts.FencedAfter) == 0;
        }
        catch (RejectedException e) when (e.Rejection.Reason != RejectionReason.TooComplex)
        {
            Fence(executed);
            return false;
        }
    }

    private void Fence(int instruction)
    {
        facts[instruction] |= InstructionFacts.Fenced;
        masks[instruction] = default;
    }

    /// <summary>A decided comparison: the processor may guess the other way, and knows nothing of the operands there.</summary>
    private void SpeculateOnBranch(in Instruction insn, int target)
    {
        if (!rights.FearsSpeculation)
        {
            return;
        }

        RegisterState[] there = PushSpeculation(target).Current.Registers;
        there[insn.Dst].SetUnknown(false);
        if (insn.IsX())
        {
            there[insn.Src].SetUnknown(false);
        }
    }

    private VerifierState PushSpeculation(int target)
    {
        VerifierState state = PushBranch(target, at);
        state.Speculative = true;
        return state;
    }

    /// <summary>Two numbers are added: no path may add to a pointer there.</summary>
    private void MaskNumbers(in Instruction insn)
    {
        if (!IsUnmasked(in insn))
        {
            SetMask(in insn, new(AluMaskKind.Numbers, 0));
        }
    }

    /// <summary>Before an offset is added to a pointer: which offsets stay inside, seen from where it points.</summary>
    /// <returns>The mask so far.</returns>
    private AluMask BeginMask(in Instruction insn, in RegisterState pointer, in RegisterState offset, bool offsetFirst)
    {
        if (IsUnmasked(in insn))
        {
            return default;
        }

        // Where the processor only guesses, the mask was made by the path that it leaves.
        AluMask mask = current.Speculative ? default : MaskFor(in insn, in pointer, in offset, offsetFirst);
        if (!offset.VarOff.IsConst)
        {
            // An offset that the mask cuts to 0. The kernel looks at the register halfway through the addition: the 32-bit ranges are gone already.
            ref RegisterState unmoved = ref PushSpeculation(at + 1).Current.Registers[insn.Dst];
            unmoved = pointer;
            if (!offsetFirst)
            {
                unmoved.SetUnbounded32();
            }
        }

        return mask;
    }

    private AluMask MaskFor(in Instruction insn, in RegisterState pointer, in RegisterState offset, bool offsetFirst)
    {
        bool known = offset.VarOff.IsConst, negative = offset.SMin < 0;
        if (!known && negative != (offset.SMax < 0))
        {
            throw CannotMask(offsetFirst ? insn.Dst : insn.Src, "has unknown scalar with mixed signed bounds");
        }

        uint limit = LimitOf(in insn, in pointer, negative == (insn.AluCode == AluCode.Add), offsetFirst);
        masksDependOnPaths |= !known;
        return new((negative ? AluMaskKind.Negative : 0) | (known ? AluMaskKind.Constant : 0)
            | (offsetFirst ? AluMaskKind.Destination : AluMaskKind.Source), limit);
    }

    /// <summary>After an offset was added to a pointer: the mask is as wide as what the pointer may have moved.</summary>
    private void CommitMask(in Instruction insn, AluMask mask, in RegisterState pointer, in RegisterState offset, bool offsetFirst)
    {
        if (!IsUnmasked(in insn) && !current.Speculative)
        {
            uint limit = LimitOf(in insn, in pointer, offset.SMin < 0 == (insn.AluCode == AluCode.Add), offsetFirst);
            SetMask(in insn, mask with { Limit = (uint)System.Math.Abs((int)(mask.Limit - limit)) });
        }
    }

    /// <summary>Immediates need no mask, and fences are better.</summary>
    private bool IsUnmasked(in Instruction insn) =>
        !rights.FearsSpeculation || !insn.IsX() || (facts[at] & InstructionFacts.Fenced) != 0
        || insn.AluCode is not (AluCode.Add or AluCode.Sub);

    /// <summary>How far a pointer may move to one side and stay inside.</summary>
    private uint LimitOf(in Instruction insn, in RegisterState pointer, bool toLeft, bool offsetFirst)
    {
        uint size, limit;
        switch (pointer.Type)
        {
            case RegisterType.PtrToStack:
                size = FuncState.MaxStack + (toLeft ? 1u : 0);
                limit = (uint)-((int)pointer.VarOff.Value + pointer.Off);
                break;
            case RegisterType.PtrToMapValue:
                size = (uint)maps[pointer.Aux].Spec.ValueSize;
                limit = (uint)((toLeft ? pointer.SMin : (long)pointer.UMax) + pointer.Off);
                break;
            default:
                throw CannotMask(offsetFirst ? insn.Src : insn.Dst, "has pointer with unsupported alu operation");
        }

        return limit < size ? limit : throw CannotMask(insn.Dst, $"tried to {NameOf(insn.AluCode)} beyond pointer bounds");
    }

    private void SetMask(in Instruction insn, AluMask mask)
    {
        if (masks[at].Kind != AluMaskKind.None && masks[at] != mask)
        {
            throw CannotMask(insn.Dst, $"tried to {NameOf(insn.AluCode)} from different maps, paths or scalars");
        }

        masks[at] = mask;
    }

    private RejectedException CannotMask(int number, string why) => Reject(RejectionReason.Privilege, $"R{number} {why}, {ForRoot}", number);

    /// <summary>Where speculation counts, a pointer must stay inside what it points into.</summary>
    private void CheckStaysInside(int number)
    {
        if (!rights.FearsSpeculation)
        {
            return;
        }

        ref RegisterState reg = ref Reg(number);
        if (reg.Type == RegisterType.PtrToMapValue)
        {
            CheckStaysInValue(number);
            return;
        }

        if (reg.Type != RegisterType.PtrToStack)
        {
            return;
        }

        int off = reg.Off + (int)reg.VarOff.Value;
        if (!reg.VarOff.IsConst)
        {
            throw Reject(
                RejectionReason.Privilege,
                $"R{number} variable stack access prohibited for !root, var_off={Log.RegisterFormatter.Format(reg.VarOff)} off={off}",
                number);
        }

        if (off is >= 0 or < -FuncState.MaxStack)
        {
            throw Reject(
                RejectionReason.Privilege, $"R{number} stack pointer arithmetic goes out of range, prohibited for !root; off={off}", number);
        }
    }

    private void CheckStaysInValue(int number)
    {
        try
        {
            CheckMapAccess(number, Reg(number).Off, 1, zeroAllowed: false, direct: false);
        }
        catch (RejectedException e)
        {
            throw Reject(
                RejectionReason.Privilege,
                $"R{number} pointer arithmetic of map value goes out of range, prohibited for !root",
                number,
                detail: $"{e.Rejection.KernelDetail}\n{e.Rejection.KernelMessage}".Trim());
        }
    }

    private static string NameOf(AluCode code) => code == AluCode.Add ? "add" : "sub";
}
