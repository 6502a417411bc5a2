namespace Bpf.KernelMatrix;

/// <summary>The table for people: a line a test, a column a kernel; then the reasons.</summary>
internal static class TextTable
{
    private const int LongestName = 110;

    public static void Write(Column[] columns, TextWriter output, bool brief)
    {
        if (!brief)
            WriteTable(columns, output);
        foreach (IGrouping<string, (string Reason, Column Column, string Test)> reason in Reasons(columns, "skipped").GroupBy(static entry => entry.Reason))
            output.WriteLine($"-  {reason.Key}: {string.Join(", ", reason.Select(static entry => entry.Column.Kernel).Distinct())}");
        foreach (string note in columns.SelectMany(static column => column.Notes))
            output.WriteLine(note);
        foreach ((string reason, Column column, string test) in Reasons(columns, "failed"))
            output.WriteLine($"FAILED on {column.Kernel}: {test}\n    {reason.ReplaceLineEndings("\n    ")}");
        output.WriteLine(string.Join(", ", columns.Select(static column => column.ToString())));
        output.WriteLine(
            $"{columns.Length} kernels: {columns.Sum(static column => column.Passed)} passed, {columns.Sum(static column => column.Failed)} failed, "
            + $"{columns.Sum(static column => column.Skipped)} skipped");
    }

    private static void WriteTable(Column[] columns, TextWriter output)
    {
        string[] tests = [.. columns.SelectMany(static column => column.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal)];
        int width = Math.Min(LongestName, tests.Max(static test => test.Length));
        output.WriteLine($"{"".PadRight(width)}  {string.Join("  ", columns.Select(static column => column.Kernel))}");
        foreach (string test in tests)
        {
            string name = test.Length <= width ? test : test[..(width - 1)] + "…";
            output.WriteLine($"{name.PadRight(width)}  {string.Join("  ", columns.Select(column => Cell(column, test)))}".TrimEnd());
        }

        output.WriteLine();
    }

    private static string Cell(Column column, string test)
    {
        string cell = column.Outcomes.TryGetValue(test, out Outcome? outcome)
            ? outcome.Status switch { "passed" => "ok", "skipped" => "-", _ => "FAIL" }
            : "";
        return cell.PadRight(Math.Max(column.Kernel.Length, 4))[..Math.Max(column.Kernel.Length, cell.Length)];
    }

    private static IEnumerable<(string Reason, Column Column, string Test)> Reasons(Column[] columns, string status) =>
        from column in columns
        from outcome in column.Outcomes
        where outcome.Value.Status == status
        select (outcome.Value.Reason, column, outcome.Key);
}
