using System.Globalization;
using System.Text.RegularExpressions;
using Bpf.Verifier;

namespace Bpf.Tests;

/// <summary>Two verdicts on one program.</summary>
/// <param name="Program">Its name.</param>
/// <param name="Accepted">The running kernel's verdict; null where it gave none, since it lacks what the program refers to.</param>
/// <param name="Log">The kernel's log, or why there is no verdict.</param>
/// <param name="Simulated">The simulation's; null where the kernel gave none.</param>
internal sealed partial record ProgramVerdict(string Program, bool? Accepted, string Log, VerificationResult? Simulated)
{
    /// <summary>Whether both say the same. What the simulation doesn't model isn't the same.</summary>
    public bool Agree => Simulated is null || Simulated.Verdict == (Accepted == true ? Verdict.Accept : Verdict.Reject);

    /// <summary>Instructions that the kernel processed.</summary>
    public int Processed => int.Parse(ProcessedPattern().Match(Log).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => Simulated is null
        ? $"{Program}: the kernel has no verdict: {Log}"
        : $"{Program}: the kernel {(Accepted == true ? "accepts" : "refuses")} it, the simulation says {Simulated.Verdict} "
            + $"{Simulated.Rejection?.KernelMessage}{Simulated.UnknownFeature}; the kernel's log ends: {string.Join(" | ", Log.TrimEnd().Split('\n').TakeLast(4))}";

    [GeneratedRegex(@"processed (\d+) insns")]
    private static partial Regex ProcessedPattern();
}
