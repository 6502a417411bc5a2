using System.CommandLine;
using Bpf.Tool.Reports;
using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Commands;

/// <summary><c>bpf compare</c>: what changed between two runs, of ours or of veristat's on a real kernel.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        Argument<string> before = new("before") { Description = "A run: JSON of 'bpf verify', or CSV of it or of veristat." };
        Argument<string> after = new("after") { Description = "Another run." };
        Option<double> growth = new("--max-growth")
        {
            Description = "Percent by which processed instructions may grow.",
            DefaultValueFactory = _ => double.PositiveInfinity,
        };
        Option<bool> all = new("--all") { Description = "Shows programs too of which nothing changed." };
        Command command = new("compare", "Says what changed between two runs. Ends with 1 where a verdict got worse, or instructions grew too much.")
        {
            before, after, growth, all,
        };
        command.SetAction(result =>
        {
            TextWriter output = result.InvocationConfiguration.Output;
            Change[] changes = [.. Change.Between(RunReader.Read(result.GetValue(before)!), RunReader.Read(result.GetValue(after)!))];
            ChangeTable.Write(changes.Where(change => result.GetValue(all) || change.IsChange), output);
            int worse = changes.Count(change => change.IsWorse(result.GetValue(growth)));
            output.WriteLine(
                $"programs {changes.Length}, changed {changes.Count(change => change.IsChange)}, worse {worse}, "
                + $"only before {changes.Count(change => change.After is null)}, only after {changes.Count(change => change.Before is null)}");
            return worse == 0 ? ExitCode.Good : ExitCode.Refused;
        });
        return command;
    }
}
