using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace Bpf.Core.Isa;

/// <summary>
/// Assembles text in llvm-objdump's or the kernel's syntax, mixed as one likes: an instruction a line, blank lines, <c>label:</c>
/// alone or before an instruction, comments from <c>;</c> or <c>//</c>.
/// </summary>
/// <remarks>
/// <code>
///     r1 = map[idx:0]               ; or map[name]
///     call bpf_map_lookup_elem      ; or: call map_lookup_elem, call 1, call bpf_map_lookup_elem#1
///     if r0 == 0 goto out
///     r1 = *(u64 *)(r0 + 0)
/// out:
///     r0 = 0
///     exit
/// </code>
/// Lines of a log may be pasted: <c>3: (07) r1 += 1</c>; the number must be the slot. <c>.insn opcode, dst, src, offset, imm</c> is a raw
/// slot. Values a kernel refuses are assembled as they stand, for a verifier has to refuse them: <c>r10 = 1</c>, <c>r1 &lt;&lt;= 64</c>.
/// </remarks>
public static class Assembler
{
    /// <summary>Assembles a program.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Names; null for the kernel's helpers only.</param>
    /// <returns>One element a slot.</returns>
    /// <exception cref="BpfFormatException">A line is no instruction, a name is unknown, a number or jump does not fit.</exception>
    public static ImmutableArray<Instruction> Assemble(string text, AssemblerOptions? options = null)
    {
        List<AssemblyLine> lines = AssemblyLine.Split(text);
        HashSet<string> labels = [];
        foreach (AssemblyLine line in lines)
        {
            foreach (string label in line.Labels)
            {
                if (!labels.Add(label))
                    throw line.Error($"label '{label}' is defined twice");
            }
        }

        ListingMatcher matcher = new(options ?? new AssemblerOptions(), labels);
        Dictionary<string, int> slots = new(StringComparer.Ordinal);
        List<(AssemblyLine Line, ListingMatch Match, int Slot)> matches = [];
        int slot = 0;
        foreach (AssemblyLine line in lines)
        {
            foreach (string label in line.Labels)
                slots[label] = slot;
            if (line.Tokens.IsEmpty)
                continue;
            if (line.Slot is { } number && number != slot)
            {
                throw line.Error($"this is slot {slot.ToString(CultureInfo.InvariantCulture)}, "
                    + $"not {number.ToString(CultureInfo.InvariantCulture)}");
            }

            ListingMatch match = matcher.Match(line);
            matches.Add((line, match, slot));
            slot += match.Slots;
        }

        ImmutableArray<Instruction>.Builder program = ImmutableArray.CreateBuilder<Instruction>(slot);
        foreach ((AssemblyLine line, ListingMatch match, int at) in matches)
        {
            program.Add(Resolve(line, match, at, slots));
            if (match.Slots == 2)
                program.Add(new Instruction(0, Imm: match.NextImm));
        }

        return program.MoveToImmutable();
    }

    private static Instruction Resolve(AssemblyLine line, in ListingMatch match, int slot, Dictionary<string, int> slots)
    {
        if (match.Label is null)
            return match.Instruction;

        int distance = slots[match.Label] - slot - 1;
        if (match.LabelField == InstructionField.Imm)
            return match.Instruction with { Imm = distance };
        if (distance is < short.MinValue or > short.MaxValue)
            throw line.Error($"label '{match.Label}' is too far away for a 16-bit offset; use gotol");
        return match.Instruction with { Offset = (short)distance };
    }
}
