namespace Bpf.KernelLoading;

/// <summary>Our loader's verdicts beside bpftool's: on objects, and on programs with the instructions that the kernel processed and its last words.</summary>
internal static class Agreement
{
    private const string Accept = "accept";

    /// <summary>Compares <c>FOLDER/KERNEL/verdicts.csv</c> with <c>FOLDER/KERNEL/bpftool.csv</c> where there is one.</summary>
    /// <returns>False where something differs.</returns>
    public static bool Print(string folder, TextWriter output)
    {
        int kernels = 0, objects = 0, programs = 0, differing = 0;
        foreach (string kernel in Directory.GetDirectories(folder).Where(static kernel => File.Exists(Path.Combine(kernel, "bpftool.csv"))))
        {
            kernels++;
            ILookup<string, string[]> ours = Csv.Read(Path.Combine(kernel, "verdicts.csv"), "object", "program", "verdict", "insns", "last_line").ToLookup(static row => row[0]);
            foreach (string[] theirs in Csv.Read(Path.Combine(kernel, "bpftool.csv"), "object", "program", "verdict", "insns", "last_line"))
            {
                string[][] rows = [.. ours[theirs[0]].Where(row => theirs[1].Length == 0 || row[1] == theirs[1])];
                bool whole = theirs[1].Length == 0;
                string own = whole ? (rows.All(static row => row[2] == Accept) ? Accept : "reject") : rows is [{ } row] ? string.Join(' ', row[2..]) : "nothing";
                string other = whole ? theirs[2] : string.Join(' ', theirs[2..]);
                objects += whole ? 1 : 0;
                programs += whole ? 0 : 1;
                if (own == other)
                    continue;
                differing++;
                output.WriteLine($"{Path.GetFileName(kernel)} {theirs[0]} {theirs[1]}: we get '{own}', bpftool '{other}' {(whole ? theirs[4] : "")}".TrimEnd());
            }
        }

        if (kernels > 0)
            output.WriteLine($"beside bpftool: {kernels} kernels, {objects} objects, {programs} programs, differing {differing}");
        return differing == 0;
    }
}
