// Rests on: the "Live regs before insn" tables of level-2 logs.
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.Pruning;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>Which registers may still be read after each instruction: dead ones don't hinder pruning.</summary>
internal sealed partial class Engine
{
    private const ushort CallerSaved = 0x3f;
    private ushort[] liveBefore = [];
    private FlowGraph flow = new([], []);

    private void FindLiveRegisters()
    {
        int length = instructions.Length;
        liveBefore = new ushort[length];
        (ushort Use, ushort Define)[] effects = new (ushort, ushort)[length];
        for (int i = 0; i < length; i++)
        {
            effects[i] = EffectsOf(in instructions[i]);
        }

        int[] fallThrough = new int[length], jumpTarget = new int[length];
        for (int i = 0; i < length; i++)
        {
            (fallThrough[i], jumpTarget[i]) = SuccessorsOf(i);
        }

        flow = new(fallThrough, jumpTarget);
        for (int i = 0; i < length && rules.EarlyExitsKeepSlots; i++)
        {
            if (instructions[i].MayLeaveSubprogram())
            {
                flow.EarlyExits.Add(i);
            }
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = length - 1; i >= 0; i--)
            {
                int after = (fallThrough[i] >= 0 ? liveBefore[fallThrough[i]] : 0) | (jumpTarget[i] >= 0 ? liveBefore[jumpTarget[i]] : 0);
                ushort before = (ushort)((after & ~effects[i].Define) | effects[i].Use);
                changed |= before != liveBefore[i];
                liveBefore[i] = before;
            }
        }
    }

    /// <summary>Where control may go inside the subprogram, -1 for nowhere; calls go on after themselves.</summary>
    private (int FallThrough, int Target) SuccessorsOf(int at)
    {
        Instruction insn = instructions[at];
        if (insn.IsExit)
        {
            return (-1, -1);
        }

        if (insn.IsUnconditionalJump)
        {
            return (-1, insn.JumpTarget(at));
        }

        // The last instruction of a subprogram is an exit or a jump, so the next one is in it too.
        int next = at + insn.Slots;
        return (next < instructions.Length ? next : -1, insn.IsConditionalJump ? insn.JumpTarget(at) : -1);
    }

    private (ushort Use, ushort Define) EffectsOf(in Instruction insn)
    {
        ushort dst = (ushort)(1 << insn.Dst), src = (ushort)(1 << insn.Src);
        ushort operands = (ushort)(insn.IsX() ? dst | src : dst);
        switch (insn.Class)
        {
            case InstructionClass.Ld:
                return insn.IsWide ? ((ushort)0, dst) : insn.Mode == Mode.Imm ? ((ushort)0, (ushort)0) : ((ushort)0xffff, (ushort)0);
            case InstructionClass.Ldx:
                return (src, dst);
            case InstructionClass.St:
                return (dst, 0);
            case InstructionClass.Stx:
                return insn.IsAtomic ? AtomicEffectsOf(in insn, dst, src) : ((ushort)(dst | src), (ushort)0);
            case InstructionClass.Alu or InstructionClass.Alu64:
                return insn.AluCode switch
                {
                    AluCode.Neg or AluCode.End => (dst, dst),
                    AluCode.Mov => (insn.IsX() ? src : (ushort)0, dst),
                    _ => (operands, dst),
                };
            default:
                return insn.JumpCode switch
                {
                    JumpCode.Ja or JumpCode.JCond => (0, 0),
                    JumpCode.Exit => (1, 0),
                    JumpCode.Call => (CallUses(in insn), CallerSaved),
                    _ => (operands, 0),
                };
        }
    }

    private static (ushort Use, ushort Define) AtomicEffectsOf(in Instruction insn, ushort dst, ushort src) => insn.AtomicCode switch
    {
        AtomicCode.CmpXchg => ((ushort)(1 | dst | src), 1),
        AtomicCode.LoadAcquire => (src, dst),
        AtomicCode.StoreRelease => ((ushort)(dst | src), 0),
        AtomicCode code => ((ushort)(dst | src), ((int)code & 1) != 0 ? src : (ushort)0),
    };

    private ushort CallUses(in Instruction insn)
    {
        if (insn.IsHelperCall && Helpers.For((HelperId)insn.Imm, request.ProgramType) is { } helper
            && IsHelperAvailable(helper.Id))
        {
            return (ushort)(((1 << helper.Arguments.Length) - 1) << 1);
        }

        if (insn is { Opcode: Opcode.JmpCall, Src: (byte)CallKind.Kfunc } && kfuncs.TryGetValue(insn.Imm, out Kfuncs.KfuncSignature? kfunc))
        {
            return (ushort)(((1 << kfunc.Length) - 1) << 1);
        }

        return CallerSaved & ~1;
    }
}
