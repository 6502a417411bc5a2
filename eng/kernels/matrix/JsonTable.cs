using System.Text;
using System.Text.Json;

namespace Bpf.KernelMatrix;

/// <summary>
/// The table for programs: <c>{"kernels":[{"kernel","release","passed","failed","skipped","notes":[]}],"tests":{TEST:{KERNEL:{"status","reason","ms"}}}}</c>.
/// </summary>
internal static class JsonTable
{
    public static string Write(Column[] columns)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("kernels");
            foreach (Column column in columns)
                WriteKernel(json, column);
            json.WriteEndArray();
            json.WriteStartObject("tests");
            foreach (string test in columns.SelectMany(static column => column.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal))
                WriteTest(json, columns, test);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteKernel(Utf8JsonWriter json, Column column)
    {
        json.WriteStartObject();
        json.WriteString("kernel", column.Kernel);
        json.WriteString("release", column.Release);
        json.WriteNumber("passed", column.Passed);
        json.WriteNumber("failed", column.Failed);
        json.WriteNumber("skipped", column.Skipped);
        json.WriteStartArray("notes");
        foreach (string note in column.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTest(Utf8JsonWriter json, Column[] columns, string test)
    {
        json.WriteStartObject(test);
        foreach (Column column in columns)
        {
            if (!column.Outcomes.TryGetValue(test, out Outcome? outcome))
                continue;
            json.WriteStartObject(column.Kernel);
            json.WriteString("status", outcome.Status);
            if (outcome.Reason.Length > 0)
                json.WriteString("reason", outcome.Reason);
            json.WriteNumber("ms", outcome.Milliseconds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
