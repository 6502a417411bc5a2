// Rests on: Documentation/bpf/verifier.rst (control flow is a first pass, depth first), the messages of real verdicts. The
// order of the walk is observable in which of several errors is reported.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>Depth-first walk over the control flow graph: jumps in range, everything reachable, places to prune at.</summary>
internal sealed partial class Engine
{
    private void WalkControlFlow()
    {
        int length = instructions.Length;
        ControlFlowWalk walk = new(length);
        WalkFrom(0, walk);
        for (int i = 1; i < subprograms.Count; i++)
        {
            // Reached only through a function pointer (a callback), or by throwing.
            if (!walk.IsSeen(subprograms[i].Start)
                && (subprograms[i].IsExceptionCallback || IsPseudoFunctionTarget(subprograms[i].Start)))
            {
                WalkFrom(subprograms[i].Start, walk);
            }
        }

        for (int i = 0; i < length; i++)
        {
            if (!walk.IsSeen(i))
            {
                throw Reject(RejectionReason.ControlFlow, $"unreachable insn {i}", at: i);
            }

            if (instructions[i].Opcode == Opcode.LdImmDW)
            {
                if (walk.IsSeen(i + 1))
                {
                    throw Reject(RejectionReason.ControlFlow, $"jump into the middle of ldimm64 insn {i}", at: i);
                }

                i++;
            }
        }
    }

    private void WalkFrom(int start, ControlFlowWalk walk)
    {
        walk.Push(start);
        while (walk.TryPeek(out int at))
        {
            if (!Step(at, walk))
            {
                walk.Finish();
            }
        }
    }

    /// <summary>Goes to the next unseen successor; false where all have been seen.</summary>
    private bool Step(int at, ControlFlowWalk walk)
    {
        Instruction insn = instructions[at];
        InstructionClass cls = insn.Class;
        if (insn.Opcode == Opcode.LdImmDW)
        {
            return insn.Src == (byte)PseudoSource.Func
                ? StepCall(at, 2, at + insn.Imm + 1, walk)
                : GoTo(at, at + 2, Edge.FallThrough, walk);
        }

        if (cls is not (InstructionClass.Jmp or InstructionClass.Jmp32))
        {
            return GoTo(at, at + 1, Edge.FallThrough, walk);
        }

        switch (insn.Opcode)
        {
            case Opcode.JmpExit:
                return false;
            case Opcode.JmpCall:
                return StepCall(at, 1, insn.Src == (byte)CallKind.Local ? at + insn.Imm + 1 : -1, walk);
            case Opcode.JmpJa or Opcode.Jmp32Ja:
                int target = at + 1 + (cls == InstructionClass.Jmp ? insn.Offset : insn.Imm);
                bool went = GoTo(at, target, Edge.FallThrough, walk);
                facts[target] |= InstructionFacts.PrunePoint | InstructionFacts.JumpPoint;
                return went;
            default:
                facts[at] |= InstructionFacts.PrunePoint;
                if (insn.Opcode == Opcode.JmpJCond)
                {
                    facts[at] |= InstructionFacts.ForceCheckpoint;
                }

                return GoTo(at, at + 1, Edge.FallThrough, walk) || GoTo(at, at + insn.Offset + 1, Edge.Branch, walk);
        }
    }

    private bool StepCall(int at, int size, int callee, ControlFlowWalk walk)
    {
        Instruction insn = instructions[at];
        if (insn.IsHelperCall && Helpers.For((HelperId)insn.Imm, request.ProgramType) is { } helper)
        {
            NoteHelper(at, helper);
        }
        else if (insn.IsKfuncCall)
        {
            NoteKfunc(at);
        }

        if (GoTo(at, at + size, Edge.FallThrough, walk))
        {
            return true;
        }

        facts[at + size] |= InstructionFacts.PrunePoint | InstructionFacts.JumpPoint;
        if (callee < 0)
        {
            return false;
        }

        facts[at] |= InstructionFacts.PrunePoint;
        bool went = GoTo(at, callee, Edge.Branch, walk);
        if (!went)
        {
            Subprogram caller = subprograms[SubprogramOf(at)], called = subprograms[SubprogramOf(callee)];
            caller.ChangesPacketData |= called.ChangesPacketData;
            caller.MightSleep |= called.MightSleep;
            caller.MightThrow |= called.MightThrow;
        }

        return went;
    }

    /// <summary>What a call of a helper means for the subprogram it is in, and for pruning.</summary>
    private void NoteHelper(int at, HelperPrototype helper)
    {
        Subprogram caller = subprograms[SubprogramOf(at)];
        caller.ChangesPacketData |= helper.Has(HelperTraits.ChangesPktData);
        caller.MightSleep |= helper.Has(HelperTraits.MightSleep);
        NoteCallback(at, helper.Has(HelperTraits.CallsBack), helper.Has(HelperTraits.CallsBackLater));
    }

    private void NoteCallback(int at, bool callsBack, bool later)
    {
        facts[at] |= later ? InstructionFacts.PrunePoint : 0;
        facts[at] |= !callsBack ? 0 : !rules.CallbacksRepeat ? InstructionFacts.CallsBack
            : InstructionFacts.CallsBack | InstructionFacts.ForceCheckpoint | InstructionFacts.PrunePoint | InstructionFacts.JumpPoint;
    }

    private bool GoTo(int from, int to, Edge edge, ControlFlowWalk walk)
    {
        if (walk.IsTaken(from, edge))
        {
            return false;
        }

        if (to < 0 || to >= instructions.Length)
        {
            throw Reject(RejectionReason.ControlFlow, $"jump out of range from insn {from} to {to}", at: from);
        }

        if (edge == Edge.Branch)
        {
            facts[to] |= InstructionFacts.PrunePoint | InstructionFacts.JumpPoint;
        }

        bool jumps = edge == Edge.Branch ? !instructions[from].IsLocalCall
            : instructions[from].IsConditionalJump || instructions[from].Opcode is Opcode.JmpJa or Opcode.Jmp32Ja;
        if (walk.IsOpen(to) && !(rules.BoundedLoops && rights.Bpf && (jumps || rules.LoopsFromAnywhere)))
        {
            throw Reject(RejectionReason.ControlFlow, $"back-edge from insn {from} to {to}", at: from);
        }

        walk.Take(from, edge);
        if (walk.IsSeen(to))
        {
            return false;
        }

        walk.Push(to);
        return true;
    }
}
