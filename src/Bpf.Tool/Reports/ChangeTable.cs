using System.Globalization;
using Bpf.Tool.Verdicts;
using Spectre.Console;

namespace Bpf.Tool.Reports;

/// <summary>Two runs side by side, in the columns of veristat's comparison.</summary>
internal static class ChangeTable
{
    public static void Write(IEnumerable<Change> changes, TextWriter output)
    {
        Table table = Tables.Create("File", "Program", "Kernel", "Verdict (A)", "Verdict (B)", "Insns (A)", "Insns (B)", "Insns (DIFF)", "States (A)", "States (B)", "States (DIFF)");
        foreach (Change change in changes)
        {
            (ProgramVerdict? a, ProgramVerdict? b) = (change.Before, change.After);
            table.AddRow(
                Markup.Escape(change.Either.File), Markup.Escape(change.Either.Program), change.Either.Kernel,
                Word(a), Word(b),
                Number(a?.Instructions), Number(b?.Instructions), Difference(a?.Instructions, b?.Instructions),
                Number(a?.States), Number(b?.States), Difference(a?.States, b?.States));
        }

        if (table.Rows.Count > 0)
            Tables.Write(table, output);
    }

    private static string Word(ProgramVerdict? verdict) => verdict is null ? "N/A" : VeristatWords.Of(verdict.Outcome);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "N/A";

    private static string Difference(int? before, int? after) => before is not { } a || after is not { } b ? "N/A"
        : a == b ? "+0"
        : string.Create(CultureInfo.InvariantCulture, $"{b - a:+0;-0} ({(a == 0 ? 100 : 100.0 * (b - a) / a):+0.00;-0.00}%)");
}
