using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Reports;

/// <summary>Writes the verdicts of a run.</summary>
internal abstract class Report
{
    public static Report Create(ReportFormat format) => format switch
    {
        ReportFormat.Csv => new CsvReport(),
        ReportFormat.Json => new JsonReport(),
        ReportFormat.Sarif => new SarifReport(),
        _ => new TextReport(),
    };

    public abstract void Write(IReadOnlyList<ProgramVerdict> verdicts, TextWriter output);
}
