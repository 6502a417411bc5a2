using System;
using System.Globalization;
using System.Text;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>Makes an exception of the verifier's log.</summary>
internal static class VerifierFailure
{
    public static BpfVerifierException Explain(LoadRequest request, ObjectImage image, int errno, string log)
    {
        string reason = LastSentence(log);
        StringBuilder message = new();
        message.Append(CultureInfo.InvariantCulture, $"The kernel's verifier refused program '{request.Name}': {reason}");
        message.AppendLine().AppendLine("The end of its log:").Append(Tail(log));
        return new BpfVerifierException(message.ToString(), errno, request.Name, null, reason, log);
    }

    /// <summary>The last line before the summary.</summary>
    private static string LastSentence(string log)
    {
        string[] summary = ["processed ", "verification time", "stack depth"];
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.FindLast(lines, line => !Array.Exists(summary, start => line.StartsWith(start, StringComparison.Ordinal)))
            ?? "it gave no reason";
    }

    private static string Tail(string log)
    {
        const int mostLines = 16;
        string[] lines = log.TrimEnd().Split('\n');
        return string.Join(Environment.NewLine, lines[^int.Min(mostLines, lines.Length)..]);
    }
}
