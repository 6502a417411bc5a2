using Bpf.Tool.Verdicts;
using Spectre.Console;

namespace Bpf.Tool.Reports;

/// <summary>For people: a table of processed instructions by program and kernel (of one kernel veristat's columns), then what is refused and why.</summary>
internal sealed class TextReport : Report
{
    public override void Write(IReadOnlyList<ProgramVerdict> verdicts, TextWriter output)
    {
        string[] kernels = [.. verdicts.Select(verdict => verdict.Kernel).Distinct()];
        Tables.Write(kernels.Length == 1 ? Columns(verdicts) : Matrix(verdicts, kernels), output);
        foreach (var same in verdicts.Where(verdict => verdict.Outcome != Outcome.Accept)
            .GroupBy(verdict => (verdict.File, verdict.Program, verdict.Outcome, verdict.Reason, verdict.Explanation?.Place, verdict.Explanation?.Instruction)))
        {
            string on = string.Join(", ", same.Select(verdict => verdict.Kernel));
            output.WriteLine($"{same.Key.File}: {same.Key.Program}: {Words[same.Key.Outcome]} {on}");
            output.WriteLine("  " + (same.First().Explanation?.ToString() ?? same.Key.Reason));
        }

        foreach (ProgramVerdict verdict in verdicts.Where(verdict => verdict.Log.Length > 0))
            output.Write($"\n{verdict.File}: {verdict.Program} on {verdict.Kernel}:\n{verdict.Log}");

        output.WriteLine(
            $"verdicts {verdicts.Count}, accepted {Count(Outcome.Accept)}, refused {Count(Outcome.Reject)}, unlinked {Count(Outcome.Unlinked)}, unknown {Count(Outcome.Unknown)}");

        int Count(Outcome outcome) => verdicts.Count(verdict => verdict.Outcome == outcome);
    }

    private static readonly Dictionary<Outcome, string> Words = new()
    {
        [Outcome.Reject] = "refused by",
        [Outcome.Unlinked] = "cannot be linked for",
        [Outcome.Unknown] = "not known for",
    };

    private static Table Matrix(IReadOnlyList<ProgramVerdict> verdicts, string[] kernels)
    {
        Table table = Tables.Create(["Object", "Program", "Type", .. kernels]);
        foreach (var program in verdicts.GroupBy(verdict => (verdict.File, verdict.Program)))
        {
            string type = program.Select(verdict => verdict.Type).FirstOrDefault(type => type.Length > 0, "");
            IEnumerable<string> cells = kernels.Select(kernel => program.FirstOrDefault(verdict => verdict.Kernel == kernel) is { } verdict ? Cell(verdict) : "");
            table.AddRow([.. new[] { program.Key.File, program.Key.Program, type }.Concat(cells).Select(Markup.Escape)]);
        }

        return table;
    }

    private static string Cell(ProgramVerdict verdict) => verdict.Outcome switch
    {
        Outcome.Accept => $"{verdict.Instructions} insns",
        Outcome.Reject => "refused",
        Outcome.Unlinked => "unlinked",
        _ => "unknown",
    };

    private static Table Columns(IReadOnlyList<ProgramVerdict> verdicts)
    {
        Table table = Tables.Create("File", "Program", "Verdict", "Duration (us)", "Insns", "States", "Peak states", "Program size", "Stack depth");
        foreach (ProgramVerdict verdict in verdicts)
        {
            table.AddRow(
                Markup.Escape(verdict.File), Markup.Escape(verdict.Program), VeristatWords.Of(verdict.Outcome), $"{verdict.Duration}",
                $"{verdict.Instructions}", $"{verdict.States}", $"{verdict.PeakStates}", $"{verdict.Size}", $"{verdict.Stack}");
        }

        return table;
    }
}
