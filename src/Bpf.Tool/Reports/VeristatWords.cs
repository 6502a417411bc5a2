using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Reports;

/// <summary>veristat's words for verdicts. It has none for one that is not known, and takes a program that cannot be linked for a failure.</summary>
internal static class VeristatWords
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Accept => "success",
        Outcome.Unknown => "unknown",
        _ => "failure",
    };

    public static Outcome Read(string word) => word switch
    {
        "success" => Outcome.Accept,
        "failure" => Outcome.Reject,
        "unknown" => Outcome.Unknown,
        _ => throw new ToolException($"'{word}' is no verdict of veristat's"),
    };
}
