namespace Bpf.KernelAnswers;

/// <summary>Counts what the tables say and what a kernel answered, and keeps what differs.</summary>
internal sealed class Comparison
{
    private const string FileName = "differences";

    private readonly List<string> _differences = [];
    private int _rows, _proven;

    /// <summary>A row that the kernel was asked for.</summary>
    /// <param name="what">The row, in words.</param>
    /// <param name="table">What the table says.</param>
    /// <param name="answer">What the kernel answered.</param>
    public void Row<T>(string what, T table, T answer)
    {
        _rows++;
        _proven++;
        if (!EqualityComparer<T>.Default.Equals(table, answer))
            _differences.Add($"{what}: the table says {Text(table)}, the kernel {Text(answer)}");
    }

    /// <summary>A row that this kernel cannot be asked for.</summary>
    public void Unasked() => _rows++;

    /// <summary>Writes the counts and what differs.</summary>
    public void Save(string folder) => File.WriteAllLines(Path.Combine(folder, FileName), [$"{_rows} {_proven} {_differences.Count}", .. _differences]);

    /// <summary>Prints what differs on several kernels, and the sums.</summary>
    /// <param name="folders">A folder of each, named after it.</param>
    /// <param name="output">Where to.</param>
    /// <returns>1 where something differs, or a kernel did not answer.</returns>
    public static int Sum(string[] folders, TextWriter output)
    {
        int[] sums = new int[3];
        bool complete = true;
        foreach (string folder in folders)
        {
            string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), path = Path.Combine(folder, FileName);
            if (!File.Exists(path))
            {
                output.WriteLine($"{name}: no answers");
                complete = false;
                continue;
            }

            string[] lines = File.ReadAllLines(path);
            int[] counts = [.. lines[0].Split(' ').Select(int.Parse)];
            output.WriteLine($"{name}: rows {counts[0]}, proven {counts[1]}, differing {counts[2]}");
            foreach (string line in lines.Skip(1))
                output.WriteLine($"    {line}");
            sums = [.. sums.Zip(counts, static (sum, count) => sum + count)];
        }

        output.WriteLine($"rows {sums[0]}, proven {sums[1]}, differing {sums[2]}");
        return complete && sums[2] == 0 ? 0 : 1;
    }

    private static string Text<T>(T value) => value switch { true => "yes", false => "no", _ => $"{value}" };
}
