using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Reports;

/// <summary>What <c>veristat -o csv</c> writes, so that its comparison and other tools read it. It knows one kernel a run.</summary>
/// <remarks>Source: veristat's column names, tools/testing/selftests/bpf/veristat.c.</remarks>
internal sealed class CsvReport : Report
{
    private static readonly (string Name, Func<ProgramVerdict, object> Value)[] Columns =
    [
        ("file_name", verdict => verdict.File),
        ("prog_name", verdict => verdict.Program),
        ("verdict", verdict => VeristatWords.Of(verdict.Outcome)),
        ("duration", verdict => verdict.Duration),
        ("total_insns", verdict => verdict.Instructions),
        ("total_states", verdict => verdict.States),
        ("peak_states", verdict => verdict.PeakStates),
        ("max_states_per_insn", verdict => verdict.MaxStatesPerInstruction),
        ("prog_size", verdict => verdict.Size),
        ("stack", verdict => verdict.Stack),
        ("prog_type", verdict => verdict.Type),
    ];

    public override void Write(IReadOnlyList<ProgramVerdict> verdicts, TextWriter output)
    {
        if (verdicts.Select(verdict => verdict.Kernel).Distinct().Skip(1).Any())
            throw new ToolException("veristat's columns hold one kernel: name it by --kernels, or take --format json");
        output.WriteLine(string.Join(',', Columns.Select(column => column.Name)));
        foreach (ProgramVerdict verdict in verdicts)
            output.WriteLine(string.Join(',', Columns.Select(column => column.Value(verdict))));
    }
}
