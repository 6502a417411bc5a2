// Rests on: Documentation/bpf/verifier.rst, RFC 9669 section 4.3.4 (program-local functions), messages of real verdicts.
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>Finds the subprograms and checks that jumps stay inside.</summary>
internal sealed partial class Engine
{
    private string FunctionsNeedRights => rules.NamesKernelFunctions
        ? "loading/calling other bpf or kernel functions are allowed for CAP_BPF and CAP_SYS_ADMIN"
        : "function calls to other bpf functions are allowed for CAP_BPF and CAP_SYS_ADMIN";

    private void FindSubprograms()
    {
        SortedSet<int> starts = [0];
        for (int i = 0; i < instructions.Length; i++)
        {
            Instruction insn = instructions[i];
            bool pointer = insn.Opcode == Opcode.LdImmDW && insn.Src == (byte)PseudoSource.Func;
            if (!rights.Bpf && (pointer || insn.IsLocalCall || insn.IsKfuncCall))
            {
                throw Reject(RejectionReason.Privilege, FunctionsNeedRights, at: i);
            }

            if (pointer || (insn.Opcode == Opcode.JmpCall && insn.Src == (byte)CallKind.Local))
            {
                long target = (long)i + insn.Imm + 1;
                if (target < 0 || target >= instructions.Length)
                {
                    throw Reject(RejectionReason.ControlFlow, "call to invalid destination", at: i);
                }

                starts.Add((int)target);
                if (starts.Count > KernelLimits.Functions)
                {
                    throw Reject(RejectionReason.ControlFlow, "too many subprograms", at: i);
                }
            }
        }

        int exceptionCallback = FindExceptionCallback();
        if (exceptionCallback > 0)
        {
            starts.Add(exceptionCallback);
        }

        subprograms = [.. starts.Select(start => new Subprogram(start))];
        for (int i = 0; i < subprograms.Count; i++)
        {
            subprograms[i].IsExceptionCallback = subprograms[i].Start == exceptionCallback;
            subprograms[i].IsCalled = subprograms[i].IsCallback = subprograms[i].IsExceptionCallback;
            subprograms[i].End = i + 1 < subprograms.Count ? subprograms[i + 1].Start : instructions.Length;
        }
    }

    /// <summary>The subprogram an instruction belongs to.</summary>
    private int SubprogramOf(int at)
    {
        int low = 0, high = subprograms.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (subprograms[middle].Start <= at)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private bool IsPseudoFunctionTarget(int start)
    {
        for (int i = 0; i < instructions.Length; i++)
        {
            Instruction insn = instructions[i];
            if (insn.Opcode == Opcode.LdImmDW && insn.Src == (byte)PseudoSource.Func && i + insn.Imm + 1 == start)
            {
                return true;
            }
        }

        return false;
    }

    private void CheckSubprograms()
    {
        foreach (Subprogram subprogram in subprograms)
        {
            for (int i = subprogram.Start; i < subprogram.End; i++)
            {
                Instruction insn = instructions[i];
                InstructionClass cls = insn.Class;
                subprogram.HasTailCall |= insn is { Opcode: Opcode.JmpCall, Src: (byte)CallKind.Helper, Imm: (int)HelperId.TailCall };
                subprogram.HasLdAbs |= cls == InstructionClass.Ld && insn.Mode is Mode.Abs or Mode.Ind;
                if (cls is InstructionClass.Jmp or InstructionClass.Jmp32 && insn.JumpCode is not (JumpCode.Exit or JumpCode.Call))
                {
                    long target = (long)i + 1 + (insn.Opcode == Opcode.Jmp32Ja ? insn.Imm : insn.Offset);
                    if (target < subprogram.Start || target >= subprogram.End)
                    {
                        throw Reject(RejectionReason.ControlFlow, $"jump out of range from insn {i} to {(int)target}", at: i);
                    }
                }

                if (i == subprogram.End - 1 && insn.Opcode is not (Opcode.JmpExit or Opcode.JmpJa or Opcode.Jmp32Ja))
                {
                    throw Reject(RejectionReason.ControlFlow, "last insn is not an exit or jmp", at: i);
                }
            }
        }
    }

    /// <summary>Adds up the stacks of every chain of calls.</summary>
    private void CheckStackDepth()
    {
        bool privateStacks = rules.PrivateStacks && !subprograms.Any(s => s.HasTailCall)
            && request.ProgramType is ProgramType.Kprobe or ProgramType.Tracepoint or ProgramType.PerfEvent or ProgramType.RawTracepoint;
        for (int i = 0; i < subprograms.Count; i++)
        {
            if (i == 0 || subprograms[i].IsAsyncCallback || subprograms[i].IsExceptionCallback)
            {
                AddStack(i, 0, 1, 1, privateStacks, subprograms[i].IsCallback);
            }
        }
    }

    private void AddStack(int index, int depth, int frames, int staticFrames, bool privateStacks, bool inCallback)
    {
        const int PrivateStackFrom = 64;
        const int MaxStack = State.FuncState.MaxStack;
        Subprogram subprogram = subprograms[index];
        if (index != 0 && depth >= 256 && subprogram.HasTailCall)
        {
            throw Reject(
                RejectionReason.StackAccess,
                $"tail_calls are not allowed when call stack of previous frames is {depth} bytes. Too large",
                at: subprogram.Start);
        }

        int own = rules.StackRounding == 16
            ? (subprogram.StackDepth + 15) / 16 * 16
            : (System.Math.Max(subprogram.StackDepth, 1) + 31) / 32 * 32;
        if (privateStacks && own >= PrivateStackFrom)
        {
            own = own <= MaxStack ? 0
                : throw Reject(RejectionReason.StackAccess, $"stack size of subprog {index} is {own}. Too large", at: subprogram.Start);
        }

        depth += own;
        if (depth > MaxStack)
        {
            throw Reject(
                RejectionReason.StackAccess, $"combined stack size of {frames} calls is {depth}. Too large", at: subprogram.Start);
        }

        for (int i = subprogram.Start; i < subprogram.End; i++)
        {
            Instruction call = instructions[i];
            CheckThrow(i, index, inCallback);
            if (call.IsLocalCall || call is { IsWide: true, Src: (byte)PseudoSource.Func })
            {
                Subprogram callee = subprograms[SubprogramOf(i + call.Imm + 1)];
                if (callee.IsAsyncCallback && !call.IsLocalCall)
                {
                    // It runs on a stack of its own.
                    continue;
                }

                if (callee.IsExceptionCallback)
                {
                    throw Reject(RejectionReason.ControlFlow, $"insn {i} cannot call exception cb directly", at: i);
                }

                int next = rules.NamesRecursion && callee.IsGlobal ? 1 : staticFrames + 1;
                if (next > rules.CallFrames)
                {
                    throw Reject(RejectionReason.ControlFlow, $"the call stack of {frames} frames is too deep !", at: i);
                }

                AddStack(
                    SubprogramOf(i + call.Imm + 1), depth, frames + 1, next, privateStacks, inCallback || callee.IsCallback);
            }
        }
    }
}
