// Rests on: Documentation/bpf/verifier.rst, level-2 logs (which branch is walked first, when precision is asked for).
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>Conditional jumps: decided ones follow one way, others split the path; the branch not taken is walked first.</summary>
internal sealed partial class Engine
{
    private RegisterState immediateHere;
    private RegisterState immediateThere;

    private void CheckConditionalJump(in Instruction insn)
    {
        bool is32 = insn.Class == InstructionClass.Jmp32;
        JumpCode code = insn.JumpCode;
        if (code > JumpCode.JCond || (code == JumpCode.JCond && (is32 || !rules.MayGoto)))
        {
            throw Reject(RejectionReason.InvalidInstruction, $"invalid BPF_JMP/JMP32 opcode {(int)code:x}");
        }

        if (code == JumpCode.JCond)
        {
            CheckMayGoto(in insn);
            return;
        }

        ReadRegister(insn.Dst);
        if (insn.IsX() ? insn.Imm != 0 : insn.Src != 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, "BPF_JMP/JMP32 uses reserved fields");
        }

        if (insn.IsX())
        {
            ReadRegister(insn.Src);
            if (!(Reg(insn.Dst).Type.IsAnyPacket() && Reg(insn.Src).Type.IsAnyPacket()))
            {
                CheckNumber(insn.Src, "pointer comparison prohibited");
            }
        }

        immediateHere.SetConst((ulong)insn.Imm);
        ref RegisterState dst = ref Reg(insn.Dst);
        ref RegisterState src = ref insn.IsX() ? ref Reg(insn.Src) : ref immediateHere;
        HistoryFlags stackOperands = (insn.IsX() && src.Type == RegisterType.PtrToStack ? HistoryFlags.SrcIsStack : 0)
            | (dst.Type == RegisterType.PtrToStack ? HistoryFlags.DstIsStack : 0);
        if (stackOperands != 0)
        {
            PushHistory(stackOperands);
        }

        bool? taken = IsDecidable(in dst, in src, is32) ? BranchCondition.Decide(in dst, in src, code, is32, rules) : null;
        if (taken is null && rules.SimulatesBranches && dst.IsScalar && src.IsScalar)
        {
            bool same = insn.IsX() && insn.Dst == insn.Src;
            taken = same ? BranchCondition.DecideSame(in dst, code, is32) : OnlyWay(dst, src, code, is32);
        }

        if (taken is not null)
        {
            // The decision rests on the exact values: states that differ in them must not be taken for this one.
            if (dst.IsScalar)
            {
                MarkChainPrecision(insn.Dst);
            }

            if (insn.IsX() && src.IsScalar)
            {
                MarkChainPrecision(insn.Src);
            }

            SpeculateOnBranch(in insn, at + 1 + (taken.Value ? 0 : insn.Offset));
            at += taken.Value ? insn.Offset : 0;
            return;
        }

        Split(in insn, ref dst, ref src, code, is32);
    }

    /// <summary>The way left where the other contradicts what is known.</summary>
    private bool? OnlyWay(RegisterState dst, RegisterState src, JumpCode code, bool is32)
    {
        (RegisterState thereDst, RegisterState thereSrc) = (dst, src);
        BranchRefinement.Fail(ref dst, ref src, code, is32, rules);
        Bounds.Sync(ref dst, rules);
        Bounds.Sync(ref src, rules);
        if (Bounds.AreEmpty(in dst) || Bounds.AreEmpty(in src))
        {
            return true;
        }

        BranchRefinement.Hold(ref thereDst, ref thereSrc, code, is32, rules);
        Bounds.Sync(ref thereDst, rules);
        Bounds.Sync(ref thereSrc, rules);
        return Bounds.AreEmpty(in thereDst) || Bounds.AreEmpty(in thereSrc) ? false : null;
    }

    /// <summary>Before 6.8 a comparison of two scalars was decided only where the second was known.</summary>
    private bool IsDecidable(in RegisterState dst, in RegisterState src, bool is32) =>
        rules.RegisterPairs || (dst.IsScalar && src.IsScalar ? src.IsConstOf(is32) : dst.Type.IsAnyPacket() || src.IsConst);

    /// <summary>Before 6.8 comparisons of two scalars told something only where one was known.</summary>
    private bool IsComparable(in RegisterState dst, in RegisterState src, bool is32) =>
        rules.RegisterPairs || !dst.IsScalar || !src.IsScalar || dst.IsConstOf(is32) || src.IsConstOf(is32);

    private void Split(in Instruction insn, ref RegisterState dst, ref RegisterState src, JumpCode code, bool is32)
    {
        LinkedSet linked = default;
        if (insn.IsX() && src.IsScalar && src.Id != 0)
        {
            CollectLinked(src.Id, ref linked);
        }

        if (dst.IsScalar && dst.Id != 0)
        {
            CollectLinked(dst.Id, ref linked);
        }

        if (linked.Count > 1)
        {
            PushHistory(HistoryFlags.None, linked: linked);
        }

        VerifierState other = PushBranch(at + insn.Offset + 1, at);
        RegisterState[] there = other.Current.Registers;
        immediateThere = immediateHere;
        ref RegisterState otherDst = ref there[insn.Dst];
        ref RegisterState otherSrc = ref insn.IsX() ? ref there[insn.Src] : ref immediateThere;
        if (!rules.RegisterPairs)
        {
            RefineUnknown(ref dst, ref src, ref otherDst, ref otherSrc, code, is32);
        }
        else if (dst.IsScalar && src.IsScalar)
        {
            BranchRefinement.Fail(ref dst, ref src, code, is32, rules);
            Bounds.Sync(ref dst, rules);
            Bounds.Sync(ref src, rules);
            BranchRefinement.Hold(ref otherDst, ref otherSrc, code, is32, rules);
            Bounds.Sync(ref otherDst, rules);
            Bounds.Sync(ref otherSrc, rules);
            CheckInvariants(ref otherDst, "true_reg1");
            CheckInvariants(ref otherSrc, "true_reg2");
            CheckInvariants(ref dst, "false_reg1");
            CheckInvariants(ref src, "false_reg2");
        }

        if (insn.IsX() && src.IsScalar && src.Id != 0)
        {
            SyncLinked(current, insn.Src, in linked);
            SyncLinked(other, insn.Src, in linked);
        }

        if (dst.IsScalar && dst.Id != 0)
        {
            SyncLinked(current, insn.Dst, in linked);
            SyncLinked(other, insn.Dst, in linked);
        }

        if (!RefinePointers(in insn, ref dst, ref src, other, code, is32))
        {
            CheckNumber(insn.Dst, "pointer comparison prohibited");
        }
    }

    /// <summary>Before 6.8: the operand that is known stays as it is, the other learns.</summary>
    private void RefineUnknown(
        ref RegisterState dst, ref RegisterState src, ref RegisterState otherDst, ref RegisterState otherSrc, JumpCode code, bool is32)
    {
        if (!dst.IsScalar || !src.IsScalar || !IsComparable(in dst, in src, is32))
        {
            return;
        }

        bool learnsDst = src.IsConstOf(is32);
        RegisterState known = learnsDst ? src : dst;
        BranchRefinement.Fail(ref dst, ref src, code, is32, rules);
        BranchRefinement.Hold(ref otherDst, ref otherSrc, code, is32, rules);
        (learnsDst ? ref src : ref dst) = known;
        (learnsDst ? ref otherSrc : ref otherDst) = known;
        SeparateBounds.Carry(ref learnsDst ? ref dst : ref src, is32, rules);
        SeparateBounds.Carry(ref learnsDst ? ref otherDst : ref otherSrc, is32, rules);
    }

    /// <summary>What a comparison of pointers tells; false where it tells nothing.</summary>
    private bool RefinePointers(
        in Instruction insn, ref RegisterState dst, ref RegisterState src, VerifierState other, JumpCode code, bool is32)
    {
        if (is32)
        {
            return false;
        }

        bool withNull = insn.IsX() ? rules.NullRegisters && src.IsNull : insn.Imm == 0;
        if (insn.IsX() && !(withNull && dst.Type.MayBeNull()))
        {
            RegisterState[] there = other.Current.Registers;
            if (rules.EqualPointersNotNull && !dst.IsScalar && !src.IsScalar && dst.Type.MayBeNull() != src.Type.MayBeNull()
                && dst.Type.Base() != RegisterType.PtrToBtfId && src.Type.Base() != RegisterType.PtrToBtfId
                && code is JumpCode.JEq or JumpCode.JNe)
            {
                // Equal to a pointer that isn't null: not null.
                int number = src.Type.MayBeNull() ? insn.Src : insn.Dst;
                MarkNotNull(ref code == JumpCode.JEq ? ref there[number] : ref Reg(number));
            }

            return RefinePacketRanges(in insn, other, code);
        }

        if (withNull && code is JumpCode.JEq or JumpCode.JNe && dst.Type.MayBeNull())
        {
            MarkNullness(current, insn.Dst, isNull: code == JumpCode.JNe);
            MarkNullness(other, insn.Dst, isNull: code == JumpCode.JEq);
            return true;
        }

        return false;
    }

    private void CheckMayGoto(in Instruction insn)
    {
        if (insn.Src != 0 || insn.Dst != 0 || insn.Imm != 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, $"invalid may_goto imm {insn.Imm}");
        }

        // The kernel bounds how often it falls through: each time is a new round of a loop.
        VerifierState? previous = current.Parent is { } parent ? FindPreviousEntry(parent, at, parent.DfsDepth) : null;
        VerifierState next = PushBranch(at + 1, at);
        next.MayGotoDepth++;
        if (previous is not null)
        {
            WidenImprecise(previous, next);
        }

        at += insn.Offset;
    }
}
