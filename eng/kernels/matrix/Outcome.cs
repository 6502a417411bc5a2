namespace Bpf.KernelMatrix;

/// <summary>What came of one test on one kernel.</summary>
/// <param name="Status"><c>passed</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="Reason">Why it failed or was skipped; empty where it passed.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record Outcome(string Status, string Reason, double Milliseconds)
{
    // Bpf.Kernel.Tests/Support/Needs.cs: what is skipped so, the tables stand behind.
    private const string Lacks = "the kernel lacks ";

    /// <summary>The outcome as the matrix counts it: a skip that no table stands behind is a failure.</summary>
    public static Outcome Of(string status, string message, double milliseconds) => status switch
    {
        "passed" => new("passed", "", milliseconds),
        "skipped" when message.StartsWith(Lacks, StringComparison.Ordinal) => new("skipped", message, milliseconds),
        "skipped" => new("failed", $"skipped, and no table says that this kernel lacks what it needs: {message}", milliseconds),
        _ => new("failed", message, milliseconds),
    };
}
