using System;
using System.Collections.Generic;

namespace Bpf.Core.Explain;

/// <summary>
/// Reads the report of kernels that end a log with <c>Verification failed: category</c> and sections <c>Reason:</c>, <c>At:</c>,
/// <c>Causal path:</c>, <c>Suggestion:</c>. A section's text stands behind its name, on the following lines, or both.
/// </summary>
/// <remarks>Rests on the announcement of that format alone, so only its headings and instruction numbers are relied on.</remarks>
internal static class VerifierReport
{
    private const string Start = "Verification failed:";

    private static readonly string[] Headings = ["Reason", "At", "Causal path", "Suggestion"];

    public static Rejection? Find(string[] lines)
    {
        int start = Array.FindLastIndex(lines, line => line.TrimStart().StartsWith(Start, StringComparison.Ordinal));
        if (start < 0)
            return null;
        string category = lines[start].Trim()[Start.Length..].Trim();
        Dictionary<string, List<string>> sections = ReadSections(lines, start + 1);
        string reason = sections.TryGetValue("Reason", out List<string>? text) ? string.Join(" ", text) : category;
        int instruction = sections.TryGetValue("At", out List<string>? at) ? FirstInstruction(at) : -1;
        RejectionReason kind = KernelMessages.Classify(reason);
        return new Rejection
        {
            Reason = kind != RejectionReason.Other ? kind : KernelMessages.Classify(category),
            InstructionOffset = instruction,
            Register = VerifierLogParser.RegisterIn(reason),
            KernelMessage = reason.Length > 0 ? reason : category,
            Path = sections.TryGetValue("Causal path", out List<string>? path) ? [.. Branches(path)] : [],
            AccessOffset = VerifierLogParser.NumberAfter(reason, "off=") ?? 0,
            AccessSize = (int)Math.Min(int.MaxValue, Math.Max(0, VerifierLogParser.NumberAfter(reason, "size=") ?? 0)),
        };
    }

    private static Dictionary<string, List<string>> ReadSections(string[] lines, int start)
    {
        Dictionary<string, List<string>> sections = new(StringComparer.Ordinal);
        List<string>? current = null;
        for (int i = start; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith("processed ", StringComparison.Ordinal))
                break;
            string? heading = Array.Find(Headings, name => line.StartsWith(name + ":", StringComparison.Ordinal));
            if (heading is not null)
            {
                sections[heading] = current = [];
                line = line[(heading.Length + 1)..].Trim();
            }

            if (line.Length > 0)
                current?.Add(line);
        }

        return sections;
    }

    private static int FirstInstruction(List<string> lines)
    {
        foreach (string line in lines)
        {
            if (InstructionOf(line) is { } number)
                return number;
        }

        return -1;
    }

    private static IEnumerable<BranchTaken> Branches(List<string> lines)
    {
        int from = -1;
        foreach (string line in lines)
        {
            if (InstructionOf(line) is not { } number)
                continue;
            if (from >= 0)
                yield return new BranchTaken(from, number != from + 1);
            from = line.Contains(") if ") ? number : -1;
        }
    }

    // 12: (79) r1 = *(u64 *)(r0 +0), or a sentence with "insn 12".
    private static int? InstructionOf(string line)
    {
        int paren = line.IndexOf(": (", StringComparison.Ordinal);
        if (paren > 0)
        {
            int start = paren;
            while (start > 0 && char.IsDigit(line[start - 1]))
                start--;
            if (start < paren)
                return (int?)VerifierLogParser.NumberAfter(line[start..], "");
        }

        return (int?)VerifierLogParser.NumberAfter(line, "insn ");
    }
}
