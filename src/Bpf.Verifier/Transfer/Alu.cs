// Rests on: RFC 9669 section 4.1, messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>Arithmetic instructions: legal fields, then what the destination holds.</summary>
internal sealed partial class Engine
{
    private void CheckAlu(in Instruction insn)
    {
        switch (insn.AluCode)
        {
            case AluCode.Neg or AluCode.End:
                CheckUnary(in insn);
                break;
            case AluCode.Mov:
                CheckMove(in insn);
                break;
            case > AluCode.End:
                throw Reject(RejectionReason.InvalidInstruction, $"invalid BPF_ALU opcode {insn.AluCode:x}");
            default:
                CheckBinary(in insn);
                break;
        }
    }

    private void CheckUnary(in Instruction insn)
    {
        bool negate = insn.AluCode == AluCode.Neg;
        if (negate && (insn.IsX() || insn.Src != 0 || insn.Offset != 0 || insn.Imm != 0))
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_NEG uses reserved fields");
        }

        if (!negate && (insn.Src != 0 || insn.Offset != 0 || insn.Imm is not (16 or 32 or 64)
            || (insn.Class == InstructionClass.Alu64 && (insn.IsX() || !rules.IsaV4))))
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_END uses reserved fields");
        }

        ReadRegister(insn.Dst);
        CheckNumber(insn.Dst, "pointer arithmetic prohibited");
        WriteRegister(insn.Dst);
        ref RegisterState dst = ref Reg(insn.Dst);
        if (negate && rules.TracksNegation && dst.IsScalar)
        {
            ApplyScalar(ref dst, dst, in insn);
            ForgetLink(ref dst);
        }
        else if (!negate && rules.TracksByteSwaps && dst.IsScalar)
        {
            bool swaps = insn.Class == InstructionClass.Alu64 || insn.IsX();
            Extension.SwapBytes(ref dst, insn.Imm / 8, swaps, rules);
        }
        else
        {
            dst.SetUnknown(false);
        }
    }

    private static void ForgetLink(ref RegisterState reg)
    {
        reg.Id = 0;
        reg.Off = 0;
    }

    private void CheckMove(in Instruction insn)
    {
        bool is64 = insn.Class == InstructionClass.Alu64;
        if (insn.IsX())
        {
            bool sign = insn.Offset is 8 or 16 || (insn.Offset == 32 && is64);
            if (is64 && insn.Offset == AddressSpaceCast && profile.Has(Core.Kernel.Feature.Arena))
            {
                CastAddressSpace(in insn);
                return;
            }

            if (insn.Imm != 0 || (insn.Offset != 0 && !(sign && rules.IsaV4)))
            {
                throw Reject(RejectionReason.InvalidInstruction, "BPF_MOV uses reserved fields");
            }

            ReadRegister(insn.Src);
            WriteRegister(insn.Dst);
            MoveRegister(in insn, is64);
            return;
        }

        if (insn.Src != 0 || insn.Offset != 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_MOV uses reserved fields");
        }

        WriteRegister(insn.Dst);
        Reg(insn.Dst).SetConst(is64 ? (ulong)insn.Imm : (uint)insn.Imm);
    }

    private void MoveRegister(in Instruction insn, bool is64)
    {
        ref RegisterState src = ref Reg(insn.Src);
        ref RegisterState dst = ref Reg(insn.Dst);
        int bits = insn.Offset;
        if (is64 && bits == 0)
        {
            AssignScalarId(ref src);
            dst = src;
            if (rights.FearsSpeculation && rules.TestsInvariants)
            {
                CheckInvariants(ref dst, "alu");
            }

            return;
        }

        if (!src.IsScalar)
        {
            CheckNumber(insn.Src, is64 ? "sign-extension part of pointer" : "partial copy of pointer");
            dst.SetUnknown(false);
            if (!is64)
            {
                Bounds.ZeroExtend(ref dst);
                Bounds.Sync(ref dst, rules);
            }

            return;
        }

        // The link between source and destination survives only where the value does.
        bool same = bits == 0 ? rules.NarrowLinks && Extension.Width(in src) <= 32 : src.UMax < 1UL << (bits - 1);
        if (same)
        {
            AssignScalarId(ref src);
        }

        dst = src;
        if (!same)
        {
            ForgetLink(ref dst);
        }

        if (is64)
        {
            Extension.SignExtend64(ref dst, bits >> 3, rules);
            return;
        }

        if (bits != 0)
        {
            Extension.SignExtend32(ref dst, bits >> 3, rules);
        }

        Bounds.ZeroExtend(ref dst);
        Bounds.Sync(ref dst, rules);
    }

    private void CheckBinary(in Instruction insn)
    {
        bool division = insn.AluCode is AluCode.Div or AluCode.Mod;
        bool badOffset = insn.Offset != 0 && !(insn.Offset == 1 && division && rules.IsaV4);
        if (badOffset || (insn.IsX() ? insn.Imm != 0 : insn.Src != 0))
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_ALU uses reserved fields");
        }

        if (insn.IsX())
        {
            ReadRegister(insn.Src);
        }

        ReadRegister(insn.Dst);
        if (division && !insn.IsX() && insn.Imm == 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, "div by zero");
        }

        if (insn.AluCode is AluCode.Lsh or AluCode.Rsh or AluCode.Arsh && !insn.IsX())
        {
            int width = insn.Class == InstructionClass.Alu64 ? 64 : 32;
            if (insn.Imm < 0 || insn.Imm >= width)
            {
                throw Reject(RejectionReason.InvalidInstruction, $"invalid shift {insn.Imm}");
            }
        }

        WriteRegister(insn.Dst);
        Combine(in insn);
    }

    private void Combine(in Instruction insn)
    {
        ref RegisterState dst = ref Reg(insn.Dst);
        RegisterState immediate = default;
        if (!insn.IsX())
        {
            immediate.SetConst((ulong)insn.Imm);
        }

        ref RegisterState src = ref insn.IsX() ? ref Reg(insn.Src) : ref immediate;
        bool dstPointer = !dst.IsScalar, srcPointer = !src.IsScalar;
        if (dst.Type == RegisterType.PtrToArena)
        {
            return;
        }

        if (src.Type == RegisterType.PtrToArena && rules.AddsArenaPointers)
        {
            dst = src;
            return;
        }

        if (dstPointer && srcPointer)
        {
            if (insn.AluCode == AluCode.Sub && rights.TellsAddresses)
            {
                dst.SetUnknown(false);
                return;
            }

            throw Reject(
                RejectionReason.PointerArithmetic, $"R{insn.Dst} pointer {OperatorName(insn.AluCode)} pointer prohibited", insn.Dst);
        }

        if (srcPointer)
        {
            MarkChainPrecision(insn.Dst);
            PointerAlu(in insn, src, dst, scalarFirst: true);
            return;
        }

        if (dstPointer)
        {
            if (insn.IsX())
            {
                MarkChainPrecision(insn.Src);
            }

            PointerAlu(in insn, dst, src, scalarFirst: false);
            return;
        }

        if (insn.IsX() && dst.Precise)
        {
            MarkChainPrecision(insn.Src);
        }

        MaskNumbers(in insn);
        bool wasWide = dst.UMax > uint.MaxValue;
        ApplyScalar(ref dst, src, in insn);
        LinkOrForget(ref dst, in src, in insn, wasWide);
    }

    /// <summary>A linked scalar plus a constant stays linked; anything else is a new value, as is the low half of a scalar that had more than 32 bits.</summary>
    private void LinkOrForget(ref RegisterState dst, in RegisterState src, in Instruction insn, bool wasWide)
    {
        bool narrow = insn.Class == InstructionClass.Alu;
        bool adds = rules.LinkedConstants && rights.Bpf && (!narrow || (rules.NegativeLinks && !wasWide))
            && (insn.AluCode == AluCode.Add || (insn.AluCode == AluCode.Sub && rules.NegativeLinks));
        bool toItself = insn.IsX() && insn.Dst == insn.Src;
        if (!adds || toItself || dst.Id == 0 || !src.IsConstOf(narrow))
        {
            ForgetLink(ref dst);
            return;
        }

        long value = narrow ? (int)src.ConstValue : (long)src.ConstValue;
        bool fits = rules.NegativeLinks ? value is > int.MinValue and <= int.MaxValue : value is >= 0 and <= int.MaxValue;
        if ((dst.Id & RegisterState.AddConst) != 0 || !fits)
        {
            ForgetLink(ref dst);
            return;
        }

        dst.Id |= narrow ? RegisterState.AddConst32 : RegisterState.AddConst64;
        dst.Off = (int)(insn.AluCode == AluCode.Sub ? -value : value);
    }

    private void ApplyScalar(ref RegisterState dst, RegisterState src, in Instruction insn)
    {
        if (rules.SplitsSignMasks && insn.AluCode is AluCode.And or AluCode.Or && src.VarOff.IsConst)
        {
            SplitSignMask(ref dst, in insn);
        }

        ScalarAlu.Apply(ref dst, src, insn.AluCode, insn.Class == InstructionClass.Alu, insn.Offset == 1, rules);
        CheckInvariants(ref dst, "alu");
    }

    /// <summary>A value that is 0 or -1 (a sign shifted down) and is masked: the path splits, so that each result is known.</summary>
    private void SplitSignMask(ref RegisterState dst, in Instruction insn)
    {
        bool whole = dst.SMin == -1 && dst.SMax == 0;
        if (!whole && (dst.S32Min != -1 || dst.S32Max != 0))
        {
            return;
        }

        VerifierState other = PushBranch(at, at);
        ref RegisterState there = ref other.Current.Registers[insn.Dst];
        if (whole)
        {
            there.SetConst(0);
            dst.SetConst(ulong.MaxValue);
        }
        else
        {
            there.SetKnown32(0);
            dst.SetKnown32(uint.MaxValue);
        }
    }

    /// <summary>Contradictory ranges: the kernel forgets them, or refuses where the request asks for it.</summary>
    private void CheckInvariants(ref RegisterState reg, string where)
    {
        if (!Bounds.AreInconsistent(in reg))
        {
            return;
        }

        if ((flags & ProgramFlags.TestRegisterInvariants) != 0)
        {
            throw Reject(RejectionReason.Other, $"REG INVARIANTS VIOLATION ({where})");
        }

        reg.SetUnbounded();
    }

    /// <summary>Gives a scalar an id before it is copied, so that both are narrowed together. Constants need none.</summary>
    private void AssignScalarId(ref RegisterState reg)
    {
        if (!reg.IsScalar)
        {
            return;
        }

        // A link with a difference can't be extended by another copy: start anew.
        if ((reg.Id & RegisterState.AddConst) != 0)
        {
            ForgetLink(ref reg);
        }

        if (reg.Id == 0 && !reg.VarOff.IsConst)
        {
            reg.Id = ++idGenerator;
        }
    }

    private static string OperatorName(AluCode code) => code switch
    {
        AluCode.Add => "+=",
        AluCode.Sub => "-=",
        AluCode.Mul => "*=",
        AluCode.Div => "/=",
        AluCode.Or => "|=",
        AluCode.And => "&=",
        AluCode.Lsh => "<<=",
        AluCode.Rsh => ">>=",
        AluCode.Mod => "%=",
        AluCode.Xor => "^=",
        _ => "s>>=",
    };
}
