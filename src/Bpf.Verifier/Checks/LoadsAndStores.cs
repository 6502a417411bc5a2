// Rests on: RFC 9669 section 5, messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Load and store instructions: legal fields, readable registers, one kind of pointer an instruction.</summary>
internal sealed partial class Engine
{
    private void CheckLoad(in Instruction insn)
    {
        bool signed = insn.Mode == Mode.MemSx;
        ReadRegister(insn.Src);
        WriteRegister(insn.Dst);
        RegisterType type = Reg(insn.Src).Type;
        CheckAccess(insn.Src, insn.Offset, insn.AccessSize, write: false, insn.Dst, strict: false, signed);
        CheckSamePointer(type, loads: true);
        CheckInvariants(ref Reg(insn.Dst), "ldx");
    }

    private void CheckStoreRegister(in Instruction insn)
    {
        if (insn.Mode == Mode.Atomic)
        {
            CheckAtomic(in insn);
            return;
        }

        if (insn.Mode != Mode.Mem || insn.Imm != 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_STX uses reserved fields");
        }

        ReadRegister(insn.Src);
        ReadRegister(insn.Dst);
        RegisterType type = Reg(insn.Dst).Type;
        CheckAccess(insn.Dst, insn.Offset, insn.AccessSize, write: true, insn.Src);
        CheckSamePointer(type);
    }

    private void CheckStoreImmediate(in Instruction insn)
    {
        if (insn.Mode != Mode.Mem || insn.Src != 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_ST uses reserved fields");
        }

        ReadRegister(insn.Dst);
        RegisterType type = Reg(insn.Dst).Type;
        if (type == RegisterType.PtrToCtx && !rules.ContextImmediateStores)
        {
            throw Reject(RejectionReason.ContextAccess, $"BPF_ST stores into R{insn.Dst} {type.Name()} is not allowed", insn.Dst);
        }

        CheckAccess(insn.Dst, insn.Offset, insn.AccessSize, write: true, -1);
        CheckSamePointer(type);
    }

    private void CheckAtomic(in Instruction insn)
    {
        AtomicCode code = insn.AtomicCode;
        if (code is AtomicCode.LoadAcquire or AtomicCode.StoreRelease && rules.LoadAcquire)
        {
            CheckOrdered(in insn, code == AtomicCode.LoadAcquire);
            return;
        }

        bool known = code is AtomicCode.Add || (rules.AtomicFetch && code is AtomicCode.Or or AtomicCode.And or AtomicCode.Xor
            or AtomicCode.FetchAdd or AtomicCode.FetchOr or AtomicCode.FetchAnd or AtomicCode.FetchXor
            or AtomicCode.Xchg or AtomicCode.CmpXchg);
        if (!known)
        {
            throw Reject(RejectionReason.InvalidInstruction, $"BPF_ATOMIC uses invalid atomic opcode {insn.Imm:x2}");
        }

        if (insn.AccessSize < 4)
        {
            throw Reject(RejectionReason.InvalidInstruction, "invalid atomic operand size");
        }

        ReadRegister(insn.Src);
        ReadRegister(insn.Dst);
        if (code == AtomicCode.CmpXchg)
        {
            ReadRegister(0);
            CheckLeak(0, "into mem");
        }

        CheckLeak(insn.Src, "into mem");
        CheckAtomicPointer(insn.Dst, "BPF_ATOMIC stores into", code);
        int fetched = -1;
        if (((int)code & (int)AtomicCode.FetchAdd) != 0)
        {
            // The register that receives the old value is overwritten before memory is looked at: it can't be the address.
            fetched = code == AtomicCode.CmpXchg ? 0 : insn.Src;
            WriteRegister(fetched);
            Reg(fetched).SetUnknown(false);
        }

        RegisterType type = Reg(insn.Dst).Type;
        CheckAccess(insn.Dst, insn.Offset, insn.AccessSize, write: false, -1, strict: true);
        if (fetched >= 0)
        {
            CheckAccess(insn.Dst, insn.Offset, insn.AccessSize, write: false, fetched, strict: true);
        }

        CheckAccess(insn.Dst, insn.Offset, insn.AccessSize, write: true, -1, strict: true);
        NoteAtomic(in Reg(insn.Dst), insn.AccessSize);
        CheckSamePointer(type);
    }

    private void CheckOrdered(in Instruction insn, bool load)
    {
        (byte address, byte value) = load ? (insn.Src, insn.Dst) : (insn.Dst, insn.Src);
        if (load)
        {
            ReadRegister(insn.Src);
            WriteRegister(insn.Dst);
        }
        else
        {
            ReadRegister(insn.Src);
            ReadRegister(insn.Dst);
        }

        CheckAtomicPointer(address, load ? "BPF_ATOMIC loads from" : "BPF_ATOMIC stores into", insn.AtomicCode);
        RegisterType type = Reg(address).Type;
        NoteAtomic(in Reg(address), insn.AccessSize);
        CheckAccess(address, insn.Offset, insn.AccessSize, write: !load, value, strict: true);
        CheckSamePointer(type);
    }

    private void CheckAtomicPointer(int number, string what, AtomicCode code)
    {
        RegisterType type = Reg(number).Type;
        if (type is RegisterType.PtrToCtx or RegisterType.PtrToFlowKeys || type.IsPacket() || type.IsSocket()
            || (type == RegisterType.PtrToArena && !WorksInArena(code)))
        {
            throw Reject(RejectionReason.InvalidInstruction, $"{what} R{number} {type.Name()} is not allowed", number);
        }
    }

    /// <summary>
    /// Some kinds of pointers are rewritten when the program is compiled, so an instruction must see the same kind on all paths.
    /// </summary>
    private void CheckSamePointer(RegisterType type, bool loads = false)
    {
        ref RegisterType seen = ref pointerSeen[at];
        if (seen == RegisterType.NotInit)
        {
            seen = type;
        }
        else if (seen != type && loads && IsGuarded(seen) && IsGuarded(type))
        {
            // Guarded where one path's pointer may be bad: that is right for the good ones too.
            bool memory = seen.Base() == RegisterType.PtrToMem || type.Base() == RegisterType.PtrToMem;
            seen = memory ? RegisterType.PtrToMem | RegisterType.MemRdonly | RegisterType.Untrusted
                : RegisterType.PtrToBtfId | RegisterType.Untrusted;
        }
        else if (seen != type && !(IsInterchangeable(seen) && IsInterchangeable(type)))
        {
            throw Reject(RejectionReason.InvalidInstruction, "same insn cannot be used with different pointers");
        }
    }

    /// <summary>True for pointers through which loads may be guarded against faults.</summary>
    private static bool IsGuarded(RegisterType type) => type.Base() is RegisterType.PtrToBtfId or RegisterType.PtrToMem;

    private static bool IsInterchangeable(RegisterType type) =>
        type.Base() is not (RegisterType.PtrToCtx or RegisterType.PtrToBtfId or RegisterType.PtrToArena) && !type.IsSocket();

    /// <summary>Wide immediates, and the packet loads inherited from classic BPF.</summary>
    private bool CheckLd(in Instruction insn)
    {
        if (insn.Mode == Mode.Imm)
        {
            if (insn.Offset != 0)
            {
                throw Reject(RejectionReason.InvalidInstruction, "BPF_LD_IMM64 uses reserved fields");
            }

            CheckWideLoad(in insn);
            at += 2;
            return true;
        }

        if (insn.Mode is not (Mode.Abs or Mode.Ind))
        {
            throw Reject(RejectionReason.InvalidInstruction, "invalid BPF_LD mode");
        }

        CheckPacketLoad(in insn);
        at++;
        if (current.CurFrame > 0 && rules.PacketLoadsLeave)
        {
            LeaveSubprogramEarly(zero: true);
        }

        return true;
    }

    private void CheckPacketLoad(in Instruction insn)
    {
        if (request.ProgramType is not (ProgramType.SocketFilter or ProgramType.SchedCls or ProgramType.SchedAct))
        {
            throw Reject(
                RejectionReason.InvalidInstruction, "BPF_LD_[ABS|IND] instructions not allowed for this program type");
        }

        if (insn.Dst != 0 || insn.Offset != 0 || insn.AccessSize == 8 || (insn.Mode == Mode.Abs && insn.Src != 0))
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_LD_[ABS|IND] uses reserved fields");
        }

        ReadRegister(6);
        CheckNothingHeld("BPF_LD_[ABS|IND]", checkLocks: true);
        if (Reg(6).Type != RegisterType.PtrToCtx)
        {
            throw Reject(RejectionReason.HelperArgument, "at the time of BPF_LD_ABS|IND R6 != pointer to skb", 6);
        }

        if (insn.Mode == Mode.Ind)
        {
            ReadRegister(insn.Src);
        }

        CheckUnmodifiedPointer(6);
        ClobberCallerSaved(current.Current);
        Reg(0).SetUnknown(false);
    }

    private void CheckWideLoad(in Instruction insn)
    {
        if (insn.AccessSize != 8)
        {
            throw Reject(RejectionReason.InvalidInstruction, "invalid BPF_LD_IMM insn");
        }

        if (insn.Offset != 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_LD_IMM64 uses reserved fields");
        }

        WriteRegister(insn.Dst);
        ref RegisterState dst = ref Reg(insn.Dst);
        switch ((PseudoSource)insn.Src)
        {
            case PseudoSource.None:
                dst.SetConst((uint)insn.Imm | (ulong)(uint)instructions[at + 1].Imm << 32);
                break;
            case PseudoSource.MapFd or PseudoSource.MapIdx:
                dst.SetPointer(RegisterType.ConstPtrToMap);
                dst.Aux = insn.Imm;
                break;
            case PseudoSource.MapValue or PseudoSource.MapIdxValue when IsArena(insn.Imm):
                dst.SetUnknown(false);
                break;
            case PseudoSource.MapValue or PseudoSource.MapIdxValue:
                dst.SetPointer(RegisterType.PtrToMapValue);
                dst.Aux = insn.Imm;
                dst.Off = instructions[at + 1].Imm;
                break;
            case PseudoSource.BtfId:
                dst = kernelSymbols[at];
                break;
            default:
                LoadFunction(ref dst, SubprogramOf(at + insn.Imm + 1));
                break;
        }
    }

    private void LoadFunction(ref RegisterState dst, int subprogram)
    {
        if (request.FuncInfo.IsEmpty)
        {
            throw Reject(RejectionReason.HelperArgument, "missing btf func_info");
        }

        if (!subprograms[subprogram].IsStatic)
        {
            throw Reject(RejectionReason.HelperArgument, "callback function not static");
        }

        dst.SetPointer(RegisterType.PtrToFunc);
        dst.Aux = subprogram;
    }
}
