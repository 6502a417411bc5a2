// Rests on: Documentation/bpf/verifier.rst ("pointer arithmetic"), messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>Adding a scalar to a pointer, or subtracting one from it.</summary>
internal sealed partial class Engine
{
    /// <summary>Offsets at or beyond this are refused before they can overflow (<c>BPF_MAX_VAR_OFF</c>).</summary>
    private const int MaxVarOff = 1 << 29;

    private void PointerAlu(in Instruction insn, RegisterState pointer, RegisterState offset, bool scalarFirst)
    {
        int number = insn.Dst;
        ref RegisterState dst = ref Reg(number);
        bool known = offset.VarOff.IsConst;
        if ((known && (offset.SMin != offset.SMax || offset.UMin != offset.UMax))
            || offset.SMin > offset.SMax || offset.UMin > offset.UMax)
        {
            // Contradictory ranges: the path cannot be.
            dst.SetUnknown(false);
            return;
        }

        if (insn.Class != InstructionClass.Alu64)
        {
            if (insn.AluCode == AluCode.Sub && rights.TellsAddresses)
            {
                dst.SetUnknown(false);
                return;
            }

            throw Reject(RejectionReason.PointerArithmetic, $"R{number} 32-bit pointer arithmetic prohibited", number);
        }

        CheckPointerAllowsArithmetic(in pointer, in offset, insn.AluCode, number, known);
        if ((pointer.Type & (RegisterType.Untrusted | (RegisterType)0xff)) == (RegisterType.PtrToMem | RegisterType.Untrusted))
        {
            // Any place of it may be tried: where it points to is not followed.
            if (scalarFirst && rules.SumsAreUntrustedMemory)
            {
                dst = pointer;
            }

            return;
        }

        dst.Type = pointer.Type;
        dst.Id = pointer.Id;
        CheckSaneOffset(in offset, pointer.Type, number);
        CheckSaneOffset(in pointer, pointer.Type, number);
        AluMask mask = BeginMask(in insn, in pointer, in offset, scalarFirst);
        switch (insn.AluCode)
        {
            case AluCode.Add:
                AddToPointer(ref dst, in pointer, in offset, known);
                break;
            case AluCode.Sub:
                if (scalarFirst)
                {
                    throw Reject(RejectionReason.PointerArithmetic, $"R{number} tried to subtract pointer from scalar", number);
                }

                if (pointer.Type == RegisterType.PtrToStack)
                {
                    throw Reject(
                        RejectionReason.PointerArithmetic, $"R{number} subtraction from stack pointer prohibited", number);
                }

                SubtractFromPointer(ref dst, in pointer, in offset, known);
                break;
            case AluCode.And or AluCode.Or or AluCode.Xor:
                throw Reject(
                    RejectionReason.PointerArithmetic,
                    $"R{number} bitwise operator {OperatorName(insn.AluCode)} on pointer prohibited",
                    number);
            default:
                throw Reject(
                    RejectionReason.PointerArithmetic,
                    $"R{number} pointer arithmetic with {OperatorName(insn.AluCode)} operator prohibited",
                    number);
        }

        CheckSaneOffset(in dst, pointer.Type, number);
        Bounds.Sync(ref dst, rules);
        CheckStaysInside(number);
        CommitMask(in insn, mask, in dst, in offset, scalarFirst);
    }

    private void CheckPointerAllowsArithmetic(
        in RegisterState pointer, in RegisterState offset, AluCode code, int number, bool known)
    {
        if (pointer.Type.MayBeNull())
        {
            throw Reject(
                RejectionReason.PossiblyNull,
                $"R{number} pointer arithmetic on {pointer.Type.Name()} prohibited, null-check it first",
                number);
        }

        bool allowed = pointer.Type.Base() switch
        {
            RegisterType.PtrToCtx or RegisterType.PtrToMapValue or RegisterType.PtrToMapKey or RegisterType.PtrToStack
                or RegisterType.PtrToPacketMeta or RegisterType.PtrToPacket or RegisterType.PtrToTpBuffer or RegisterType.PtrToBtfId
                or RegisterType.PtrToMem or RegisterType.PtrToBuf or RegisterType.PtrToFunc or RegisterType.ConstPtrToDynptr => true,
            RegisterType.PtrToFlowKeys when known => true,
            RegisterType.PtrToFlowKeys or RegisterType.ConstPtrToMap => known && offset.SMin == 0 && code == AluCode.Add,
            _ => false,
        };
        if (!allowed)
        {
            throw Reject(
                RejectionReason.PointerArithmetic, $"R{number} pointer arithmetic on {pointer.Type.Name()} prohibited", number);
        }
    }

    private void AddToPointer(ref RegisterState dst, in RegisterState pointer, in RegisterState offset, bool known)
    {
        long sum = known ? pointer.Off + offset.SMin : long.MaxValue;
        CopyPointerParts(ref dst, in pointer);
        if (known && sum == (int)sum)
        {
            dst.Off = (int)sum;
            return;
        }

        (dst.SMin, dst.SMax) = ScalarAlu.AddFits(pointer.SMin, offset.SMin) && ScalarAlu.AddFits(pointer.SMax, offset.SMax)
            ? (pointer.SMin + offset.SMin, pointer.SMax + offset.SMax)
            : (long.MinValue, long.MaxValue);
        ulong min = unchecked(pointer.UMin + offset.UMin), max = unchecked(pointer.UMax + offset.UMax);
        (dst.UMin, dst.UMax) = min < pointer.UMin || max < pointer.UMax ? (0UL, ulong.MaxValue) : (min, max);
        dst.VarOff = Tnum.Add(pointer.VarOff, offset.VarOff);
        if (pointer.Type.IsPacket())
        {
            dst.Id = ++idGenerator;
            dst.Aux = 0;
        }
    }

    private void SubtractFromPointer(ref RegisterState dst, in RegisterState pointer, in RegisterState offset, bool known)
    {
        long difference = known ? unchecked(pointer.Off - offset.SMin) : long.MaxValue;
        CopyPointerParts(ref dst, in pointer);
        if (known && difference == (int)difference)
        {
            dst.Off = (int)difference;
            return;
        }

        (dst.SMin, dst.SMax) = ScalarAlu.SubFits(pointer.SMin, offset.SMax) && ScalarAlu.SubFits(pointer.SMax, offset.SMin)
            ? (pointer.SMin - offset.SMax, pointer.SMax - offset.SMin)
            : (long.MinValue, long.MaxValue);
        (dst.UMin, dst.UMax) = pointer.UMin < offset.UMax
            ? (0UL, ulong.MaxValue) : (pointer.UMin - offset.UMax, pointer.UMax - offset.UMin);
        dst.VarOff = Tnum.Sub(pointer.VarOff, offset.VarOff);
        if (pointer.Type.IsPacket())
        {
            dst.Id = ++idGenerator;
            if (offset.SMin < 0)
            {
                dst.Aux = 0;
            }
        }
    }

    /// <summary>The destination inherits the pointer, before 7.2 without reference, often without frame; its 32-bit ranges mean nothing.</summary>
    private void CopyPointerParts(ref RegisterState dst, in RegisterState pointer)
    {
        int reference = dst.RefObjId, frame = dst.FrameNo;
        dst = pointer;
        if (!rules.SumsKeepFrame)
        {
            dst.FrameNo = frame;
        }

        if (!rules.SumsArePointers)
        {
            dst.RefObjId = reference;
        }
        else if (pointer.Type.IsPacket() && dst.Aux < 0)
        {
            // That a pointer is beyond the packet's end says nothing of another.
            dst.Aux = 0;
        }

        dst.Precise = false;
        dst.SetUnbounded32();
    }

    private void CheckSaneOffset(in RegisterState reg, RegisterType type, int number)
    {
        long value = (long)reg.VarOff.Value;
        string? message = reg switch
        {
            _ when reg.VarOff.IsConst && (value >= MaxVarOff || value <= -MaxVarOff)
                => $"math between {type.Name()} pointer and {value} is not allowed",
            _ when reg.Off is >= MaxVarOff or <= -MaxVarOff && !(reg.IsScalar && rules.DeltaIsNoOffset) => $"{type.Name()} pointer offset {reg.Off} is not allowed",
            _ when reg.SMin == long.MinValue
                => $"math between {type.Name()} pointer and register with unbounded min value is not allowed",
            _ when reg.SMin is >= MaxVarOff or <= -MaxVarOff
                => $"value {reg.SMin} makes {type.Name()} pointer be out of bounds",
            _ => null,
        };
        if (message is not null)
        {
            throw Reject(RejectionReason.PointerArithmetic, message, number);
        }
    }
}
