namespace Bpf.KernelLoading;

/// <summary>The verdicts of several kernels side by side.</summary>
internal static class VerdictTable
{
    private static readonly string[] s_columns = ["object", "program", "verdict", "insns", "last_line"];

    /// <summary>Prints what is in <c>FOLDER/KERNEL/verdicts.csv</c>: a line a program, a column a kernel, then the reasons.</summary>
    /// <returns>False where a kernel has no table.</returns>
    public static bool Print(string folder, TextWriter output)
    {
        string[] kernels = [.. Directory.GetDirectories(folder).Select(static path => Path.GetFileName(path)!).OrderBy(Order)];
        Dictionary<(string Object, string Program), Dictionary<string, string[]>> programs = [];
        bool complete = kernels.Length > 0;
        foreach (string kernel in kernels)
        {
            string table = Path.Combine(folder, kernel, "verdicts.csv");
            complete &= File.Exists(table);
            foreach (string[] row in File.Exists(table) ? Csv.Read(table, s_columns) : [])
            {
                if (!programs.TryGetValue((row[0], row[1]), out Dictionary<string, string[]>? verdicts))
                    programs.Add((row[0], row[1]), verdicts = []);
                verdicts[kernel] = row;
            }
        }

        int width = programs.Keys.Select(static key => $"{key.Object} {key.Program}".Length).DefaultIfEmpty().Max();
        output.WriteLine($"{"".PadRight(width)}  {string.Join("  ", kernels.Select(static kernel => kernel.PadRight(14)))}".TrimEnd());
        foreach (((string file, string program), Dictionary<string, string[]> verdicts) in programs)
            output.WriteLine($"{$"{file} {program}".PadRight(width)}  {string.Join("  ", kernels.Select(kernel => Cell(verdicts, kernel).PadRight(14)))}".TrimEnd());
        foreach (((string file, string program), Dictionary<string, string[]> verdicts) in programs)
        {
            foreach (string kernel in kernels.Where(kernel => verdicts.TryGetValue(kernel, out string[]? row) && row[2] != "accept"))
                output.WriteLine($"{file} {program} on {kernel}: {verdicts[kernel][4]}");
        }

        return complete;
    }

    private static (bool, Version) Order(string kernel) => Version.TryParse(kernel, out Version? version) ? (false, version) : (true, new());

    private static string Cell(Dictionary<string, string[]> verdicts, string kernel) =>
        verdicts.TryGetValue(kernel, out string[]? row) ? row[2] is "accept" or "reject" ? $"{row[2]} {row[3]}" : row[2] : "";
}
