using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Fuzz.Frontier;

/// <summary>Makes a program that shows something smaller, for as long as it still shows it.</summary>
internal static class ProgramShrinker
{
    /// <summary>Shrinks.</summary>
    /// <param name="request">The program.</param>
    /// <param name="stillShows">True for a program that shows the same.</param>
    public static LoadRequest Shrink(LoadRequest request, Predicate<LoadRequest> stillShows)
    {
        for (bool smaller = true; smaller;)
        {
            smaller = false;
            for (int i = request.Instructions.Length - 1; i >= 0 && !smaller; i--)
            {
                if (Without(request.Instructions, i) is not { } code) continue;
                LoadRequest candidate = request with { Instructions = code };
                if (!stillShows(candidate)) continue;
                request = candidate;
                smaller = true;
            }
        }

        return request;
    }

    /// <summary>The program without an instruction, jumps and calls over it mended; null for the second slot of a wide one.</summary>
    private static ImmutableArray<Instruction>? Without(ImmutableArray<Instruction> code, int at)
    {
        if (at > 0 && code[at - 1].IsWide) return null;
        int slots = Math.Min(code[at].Slots, code.Length - at);
        ImmutableArray<Instruction>.Builder rest = ImmutableArray.CreateBuilder<Instruction>(code.Length - slots);
        for (int i = 0; i < code.Length; i++)
        {
            if (i >= at && i < at + slots) continue;
            bool second = i > 0 && code[i - 1].IsWide;
            rest.Add(second ? code[i] : Mended(code[i], i, at, slots));
        }

        return rest.MoveToImmutable();
    }

    private static Instruction Mended(Instruction insn, int from, int at, int slots)
    {
        if (insn.IsLocalCall) return insn with { Imm = insn.Imm - Skipped(from, from + 1 + insn.Imm, at, slots) };
        return insn.IsConditionalJump || insn.Opcode == Opcode.JmpJa
            ? insn with { Offset = (short)(insn.Offset - Skipped(from, from + 1 + insn.Offset, at, slots)) } : insn;
    }

    private static int Skipped(int from, int to, int at, int slots) => from < at && to > at ? slots : from > at && to <= at ? -slots : 0;
}
