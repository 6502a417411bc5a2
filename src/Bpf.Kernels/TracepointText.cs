using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Bpf.Kernels;

/// <summary>The text form of the tracepoints' formats. The shipped file is <c>eng/kernels/profiles/tracepoints.txt</c>.</summary>
/// <remarks>
/// <code>
/// sched/sched_switch 5.10,6.1 trace_event_raw_sched_switch prev_comm:u1[16]@8 prev_pid:s4@24
/// syscalls/sys_enter_close 5.10,6.1 - fd:u4@16
/// </code>
/// A line is a tracepoint: its kernels, the structures of its record (<c>-</c> for none), and fields of a kind (<c>s</c>igned, <c>u</c>nsigned,
/// <c>b</c>ool, <c>e</c>num, <c>k</c>ernel's and <c>p</c>rocess's pointer, <c>d</c>ynamic array), a size, the elements of an array, and an offset.
/// </remarks>
public static class TracepointText
{
    private const string Kinds = "subekpd"; // in the order of TracepointFieldKind

    /// <summary>Reads all lines.</summary>
    /// <param name="reader">The text.</param>
    /// <exception cref="FormatException">A line is not of this form; the message has it.</exception>
    public static IEnumerable<TracepointFormat> Read(TextReader reader)
    {
        if (reader is null)
            throw new ArgumentNullException(nameof(reader));
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            if (words.Length < 3)
                throw new FormatException($"tracepoints: unexpected line '{line}'");
            yield return new(
                words[0],
                [.. words[1].Split(',')],
                words[2] == "-" ? [] : [.. words[2].Split(',')],
                [.. words.Skip(3).Select(ReadField)]);
        }
    }

    /// <summary>The line of a tracepoint, without its end.</summary>
    /// <param name="format">The tracepoint.</param>
    public static string Write(TracepointFormat format)
    {
        if (format is null)
            throw new ArgumentNullException(nameof(format));
        StringBuilder line = new(format.Name);
        line.Append(' ').Append(string.Join(",", format.Kernels));
        line.Append(' ').Append(format.Structs.IsEmpty ? "-" : string.Join(",", format.Structs));
        foreach (TracepointField field in format.Fields)
        {
            string array = field.Count > 0 ? $"[{Digits(field.Count)}]" : "";
            line.Append($" {field.Name}:{Kinds[(int)field.Kind]}{Digits(field.Size)}{array}@{Digits(field.Offset)}");
        }

        return line.ToString();
    }

    private static TracepointField ReadField(string word)
    {
        int colon = word.IndexOf(':');
        int at = word.LastIndexOf('@');
        int bracket = word.IndexOf('[');
        int kind = colon > 0 && colon + 1 < word.Length ? Kinds.IndexOf(word[colon + 1]) : -1;
        int end = bracket < 0 ? at : bracket;
        if (kind < 0 || end < colon + 3)
            throw new FormatException($"tracepoints: unexpected field '{word}'");
        return new(
            word.Substring(0, colon), (TracepointFieldKind)kind, Number(colon + 2, end), bracket < 0 ? 0 : Number(bracket + 1, at - 1), Number(at + 1, word.Length));

        int Number(int from, int to) => int.TryParse(word.Substring(from, to - from), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number : throw new FormatException($"tracepoints: unexpected field '{word}'");
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
