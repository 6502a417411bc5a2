using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Bpf.KernelAnswers;

/// <summary>Tracepoints and functions to probe: what the kernel has, and the runtime's structures against it.</summary>
internal static partial class Tracing
{
    private const string Events = "/sys/kernel/tracing/events";

    /// <summary>Writes the format of every tracepoint and the names of all functions.</summary>
    public static void Save(string folder)
    {
        if (Directory.Exists(Events))
        {
            using StreamWriter formats = new(Path.Combine(folder, "tracepoints"));
            foreach (string format in Directory.EnumerateFiles(Events, "format", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                formats.WriteLine($"{Path.GetRelativePath(Events, Path.GetDirectoryName(format)!)}: {string.Join("; ", Fields(format).Select(static field => field.ToString()))}");
        }

        File.WriteAllLines(
            Path.Combine(folder, "kallsyms"),
            File.ReadLines("/proc/kallsyms").Select(static line => line.Split(' ', '\t')).Where(static symbol => symbol is [_, "t" or "T", ..]).Select(static symbol => symbol[2]).Distinct());
    }

    /// <summary>Compares each structure that says which tracepoint it describes.</summary>
    public static void Compare(Comparison comparison)
    {
        foreach (Type context in typeof(TracepointContextAttribute).Assembly.GetExportedTypes())
        {
            foreach (TracepointContextAttribute row in context.GetCustomAttributes<TracepointContextAttribute>())
            {
                string path = Path.Combine(Events, row.Category, row.Name, "format");
                if (!File.Exists(path))
                {
                    comparison.Unasked();
                    continue;
                }

                Field[] fields = [.. Fields(path)];
                foreach (FieldInfo field in context.GetFields(BindingFlags.Instance | BindingFlags.Public))
                {
                    int offset = (int)Marshal.OffsetOf(context, field.Name);
                    comparison.Row($"{context.Name}.{field.Name} at {offset}", true, fields.Any(theirs => theirs.Offset <= offset && offset < theirs.Offset + theirs.Size));
                }
            }
        }
    }

    private static IEnumerable<Field> Fields(string path) => File.ReadLines(path)
        .Select(static line => FieldPattern().Match(line))
        .Where(static match => match.Success)
        .Select(static match => new Field(match.Groups[1].Value, Number(match, 2), Number(match, 3)));

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"field:([^;]+);\s*offset:(\d+);\s*size:(\d+);")]
    private static partial Regex FieldPattern();

    private sealed record Field(string Declaration, int Offset, int Size)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Declaration} {Offset} {Size}");
    }
}
