using System;
using System.Globalization;

namespace Bpf.Core.Explain;

/// <summary>
/// Makes a <see cref="Rejection"/> of a kernel's verifier log, so that a refusal at load is explained as one at build is: the classic log
/// (an instruction a line, a sentence at the end) and the reports with <c>Verification failed:</c> of later kernels.
/// </summary>
/// <remarks>Logs of level 1 or more name the instruction; shorter ones and truncated ones may not.</remarks>
public static class VerifierLogParser
{
    /// <summary>Reads the log of a refused load.</summary>
    /// <param name="log">What the kernel wrote, NUL or not at its end.</param>
    /// <returns>
    /// The rejection, with an instruction of -1 where the log names none; null where the log says nothing, as that of an accepted program.
    /// </returns>
    public static Rejection? Parse(string log)
    {
        string[] lines = log.TrimEnd('\0', '\n').Split('\n');
        return VerifierReport.Find(lines) ?? ClassicLog.Read(lines);
    }

    /// <summary>The number behind a word, as in <c>off=-4</c>; null where there is none.</summary>
    internal static long? NumberAfter(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal);
        if (at < 0)
            return null;
        int start = at + word.Length, end = start;
        while (end < text.Length && (char.IsDigit(text[end]) || (end == start && text[end] == '-')))
            end++;

        return long.TryParse(text[start..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }

    /// <summary>The first register a sentence names (<c>R1 invalid mem access</c>), or -1.</summary>
    internal static int RegisterIn(string message)
    {
        for (int at = message.IndexOf('R'); at >= 0; at = message.IndexOf('R', at + 1))
        {
            bool startsWord = at == 0 || !char.IsLetterOrDigit(message[at - 1]);
            if (startsWord && NumberAfter(message[at..], "R") is >= 0 and <= 10 and { } register)
                return (int)register;
        }

        return -1;
    }
}
