using System.Globalization;
using System.Text.RegularExpressions;

namespace Bpf.KernelLoading;

/// <summary>What the last lines of a verifier's log say.</summary>
/// <param name="LastLine">The reason of a refusal: the last line that is no figure.</param>
/// <param name="Instructions">Instructions processed.</param>
/// <param name="States">States kept in all.</param>
/// <param name="PeakStates">Most states kept at a time.</param>
/// <param name="MaxStates">Most states of one instruction.</param>
/// <param name="Stack">Stack depth, as the kernel writes it: bytes of each function.</param>
/// <param name="Microseconds">The verifier's own time.</param>
internal sealed partial record KernelLog(string LastLine, int Instructions, int States, int PeakStates, int MaxStates, string Stack, int Microseconds)
{
    public static KernelLog Read(string log)
    {
        Match figures = Figures().Match(log);
        return new(
            log.Split('\n').LastOrDefault(static line => line.Length > 0 && !FigureLine().IsMatch(line)) ?? "",
            Number(figures, 1), Number(figures, 4), Number(figures, 5), Number(figures, 3),
            StackDepth().Match(log).Groups[1].Value, Number(Time().Match(log), 1));
    }

    private static int Number(Match match, int group) =>
        match.Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^processed (\d+) insns \(limit (\d+)\) max_states_per_insn (\d+) total_states (\d+) peak_states (\d+)", RegexOptions.Multiline)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^(processed \d+ insns|verification time \d+ usec|stack depth \d|insns processed |(cur|old) state:)")]
    private static partial Regex FigureLine();

    [GeneratedRegex(@"^stack depth (\S+)", RegexOptions.Multiline)]
    private static partial Regex StackDepth();

    [GeneratedRegex(@"^verification time (\d+) usec", RegexOptions.Multiline)]
    private static partial Regex Time();
}
