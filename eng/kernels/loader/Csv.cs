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

    /// <summary>The rows of a table.</summary>
    /// <param name="path">The table.</param>
    /// <param name="columns">Names of columns.</param>
    /// <returns>The values of the columns, a row at a time; empty where a table has no such column.</returns>
    public static IEnumerable<string[]> Read(string path, params string[] columns)
    {
        using StreamReader reader = new(path);
        string[] names = [.. Split(reader.ReadLine() ?? "")];
        int[] indexes = [.. columns.Select(column => Array.IndexOf(names, column))];
        while (reader.ReadLine() is { } line)
        {
            string[] values = [.. Split(line)];
            yield return [.. indexes.Select(index => index >= 0 && index < values.Length ? values[index] : "")];
        }
    }

    private static IEnumerable<string> Split(string line)
    {
        StringBuilder value = new();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                // A doubled quote within quotes closes and opens them again: it is one.
                if (!quoted && value.Length > 0)
                    value.Append('"');
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                yield return value.ToString();
                value.Clear();
            }
            else
            {
                value.Append(c);
            }
        }

        yield return value.ToString();
    }
}
