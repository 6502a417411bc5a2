using System.Globalization;
using System.Text.Json;
using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Reports;

/// <summary>Reads a run again: JSON of ours, or CSV with veristat's columns in any order.</summary>
internal static class RunReader
{
    public static ProgramVerdict[] Read(string path)
    {
        string text = File.ReadAllText(path);
        try
        {
            return text.TrimStart() is ['[', ..] ? JsonSerializer.Deserialize<ProgramVerdict[]>(text, JsonReport.Options)! : ReadCsv(text);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException)
        {
            throw new ToolException($"{path} is no run: {exception.Message}");
        }
    }

    private static ProgramVerdict[] ReadCsv(string text)
    {
        string[][] rows = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(','))];
        if (rows.Length == 0)
            throw new FormatException("it is empty");
        string[] names = rows[0];
        return [.. rows.Skip(1).Select(row => new ProgramVerdict
        {
            File = Field(row, "file_name") ?? throw new FormatException("it has no column file_name"),
            Program = Field(row, "prog_name") ?? throw new FormatException("it has no column prog_name"),
            Kernel = "",
            Outcome = VeristatWords.Read(Field(row, "verdict") ?? throw new FormatException("it has no column verdict")),
            Duration = Number(row, "duration"),
            Instructions = (int)Number(row, "total_insns"),
            States = (int)Number(row, "total_states"),
            PeakStates = (int)Number(row, "peak_states"),
            MaxStatesPerInstruction = (int)Number(row, "max_states_per_insn"),
            Size = (int)Number(row, "prog_size"),
            Stack = (int)Number(row, "stack"),
        })];

        string? Field(string[] row, string name) => Array.IndexOf(names, name) is >= 0 and int index && index < row.Length ? row[index] : null;

        long Number(string[] row, string name) => Field(row, name) is { } number and not "N/A" ? long.Parse(number, CultureInfo.InvariantCulture) : 0;
    }
}
