using System.Globalization;
using System.Text;

namespace Bpf.KernelLoading;

/// <summary>Lines of values with commas between them (RFC 4180).</summary>
internal static class Csv
{
    /// <summary>One line, without its end.</summary>
    public static string Line(params ReadOnlySpan<object> values)
    {
        StringBuilder line = new();
        foreach (object value in values)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            bool quoted = text.AsSpan().ContainsAny(",\"\n\r");
            line.Append(line.Length > 0 ? "," : "").Append(quoted ? $"\"{text.Replace("\"", "\"\"")}\"" : text);
        }

        return line.ToString();
    }

    /// <summary>The rows of a table without quoted values before the columns asked for.</summary>
    /// <param name="path">The table.</param>
    /// <param name="columns">Names of columns.</param>
    /// <returns>The values of the columns, a row at a time.</returns>
    public static IEnumerable<string[]> Read(string path, params string[] columns)
    {
        using StreamReader reader = new(path);
        string[] names = (reader.ReadLine() ?? "").Split(',');
        int[] indexes = [.. columns.Select(column => Array.IndexOf(names, column))];
        while (reader.ReadLine() is { } line)
        {
            string[] values = line.Split(',');
            yield return [.. indexes.Select(index => index >= 0 && index < values.Length ? values[index] : "")];
        }
    }
}
