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

    /// <summary>The last line that is neither an instruction's, nor a state's, nor the summary.</summary>
    private static string LastSentence(string log)
    {
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? sentence = Array.FindLast(lines, line => !char.IsAsciiDigit(line[0]) && line[0] is not ('R' or ';' or '(') &&
            !line.StartsWith("processed ", StringComparison.Ordinal) && !line.StartsWith("verification time", StringComparison.Ordinal) &&
            !line.StartsWith("stack depth", StringComparison.Ordinal));
        return sentence ?? Array.FindLast(lines, line => !line.StartsWith("processed ", StringComparison.Ordinal)) ?? "it gave no reason";
    }

    private static string Tail(string log)
    {
        const int mostLines = 16;
        string[] lines = log.TrimEnd().Split('\n');
        return string.Join(Environment.NewLine, lines[^int.Min(mostLines, lines.Length)..]);
    }
}
