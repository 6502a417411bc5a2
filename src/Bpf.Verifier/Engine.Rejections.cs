using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Explain;
using Bpf.Verifier.Log;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Makes rejections from what is known at the current instruction.</summary>
internal sealed partial class Engine
{
    private RejectedException Reject(
        RejectionReason reason, string message, int register = -1, int? at = null, long offset = 0, int size = 0, int origin = -1,
        string detail = "") =>
        new(new Rejection
        {
            Reason = reason,
            InstructionOffset = at ?? this.at,
            Register = register,
            KernelMessage = message,
            KernelDetail = detail,
            Known = at is null ? DescribeRegisters() : "",
            Path = at is null ? PathTaken() : [],
            OriginInstruction = origin >= 0 ? origin : register >= 0 && at is null ? OriginOf(register) : -1,
            AccessOffset = offset,
            AccessSize = size,
        });

    /// <summary>An argument as the kernel's messages name it: by its register from 7.2, before by its number after a word.</summary>
    private string ArgumentName(int index, string word = "arg#", int first = 0) =>
        rules.NamesRegisters ? $"R{index + 1}" : $"{word}{index + first}";

    /// <summary>The registers that the current instruction uses, in the kernel's notation.</summary>
    private string DescribeRegisters()
    {
        if (current.Current is null || (uint)at >= (uint)instructions.Length)
        {
            return "";
        }

        int used = instructions[at].ReadRegisters | instructions[at].WrittenRegisters;
        List<string> parts = [];
        for (int i = 0; i < 11; i++)
        {
            if ((used & 1 << i) != 0 && Reg(i).Type != RegisterType.NotInit)
            {
                parts.Add($"R{i}={RegisterFormatter.Format(in Reg(i), this)}");
            }
        }

        return string.Join(" ", parts);
    }

    /// <summary>The conditional jumps of the current path, oldest first, from the histories of the states along it.</summary>
    private ImmutableArray<BranchTaken> PathTaken()
    {
        const int MaxSteps = 100_000;
        List<int> steps = [];
        int next = at;
        for (VerifierState? state = current; state is not null && steps.Count < MaxSteps; state = state.Parent)
        {
            int history = state.HistoryCount;
            for (int i = next; i >= 0; i = PreviousInstruction(state, i, ref history))
            {
                steps.Add(i);
            }

            // The parent was remembered when the child's first instruction was about to run.
            next = state.Parent is null ? -1 : state.Parent.LastInstruction;
        }

        ImmutableArray<BranchTaken>.Builder path = ImmutableArray.CreateBuilder<BranchTaken>();
        for (int i = steps.Count - 1; i > 0; i--)
        {
            if (instructions[steps[i]].IsConditionalJump)
            {
                path.Add(new(steps[i], steps[i - 1] != steps[i] + 1));
            }
        }

        return path.ToImmutable();
    }

    /// <summary>Where the value of a register came from: the call that made its id.</summary>
    private int OriginOf(int register)
    {
        ref RegisterState reg = ref Reg(register);
        for (int i = 0; i < current.ReferenceCount; i++)
        {
            if (reg.RefObjId != 0 && current.ReferenceAt(i).Id == reg.RefObjId)
            {
                return current.ReferenceAt(i).Instruction;
            }
        }

        return reg.Id != 0 && originOfId.TryGetValue(reg.Id & ~RegisterState.AddConst, out int origin) ? origin : -1;
    }

    private readonly Dictionary<int, int> originOfId = [];
}
