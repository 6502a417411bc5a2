using System.Globalization;
using System.Text.RegularExpressions;

namespace Bpf.Acceptance.Tests.Support;

/// <summary>The openat calls of <c>strace -f -e trace=openat -o FILE</c>.</summary>
internal static partial class StraceLog
{
    private static readonly Dictionary<string, int> s_errors = new()
    {
        ["EPERM"] = 1,
        ["ENOENT"] = 2,
        ["EINTR"] = 4,
        ["ENXIO"] = 6,
        ["EACCES"] = 13,
        ["EEXIST"] = 17,
        ["ENODEV"] = 19,
        ["ENOTDIR"] = 20,
        ["EISDIR"] = 21,
        ["EINVAL"] = 22,
        ["EMFILE"] = 24,
        ["EROFS"] = 30,
        ["ELOOP"] = 40,
    };

    /// <summary>One finished call, by a thread.</summary>
    public sealed record Call(uint Thread, string Path, int Result);

    /// <summary>Reads the calls; one that is interrupted by another thread's takes two lines.</summary>
    public static List<Call> Read(string file)
    {
        List<Call> calls = [];
        Dictionary<uint, string> begun = [];
        foreach (string line in File.ReadLines(file))
        {
            if (CallPattern().Match(line) is { Success: true } call)
                calls.Add(new(Thread(call), call.Groups["path"].Value, Result(call)));
            else if (BegunPattern().Match(line) is { Success: true } start)
                begun[Thread(start)] = start.Groups["path"].Value;
            else if (ResumedPattern().Match(line) is { Success: true } end && begun.Remove(Thread(end), out string? path))
                calls.Add(new(Thread(end), path, Result(end)));
        }

        return calls;
    }

    private static uint Thread(Match line) => uint.Parse(line.Groups["thread"].Value, CultureInfo.InvariantCulture);

    private static int Result(Match line) => line.Groups["error"] is { Success: true } error
        ? -s_errors[error.Value]
        : int.Parse(line.Groups["result"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<thread>\d+) +openat\([^,]+, ""(?<path>[^""]*)"", .*\) += (?:(?<result>\d+)|-1 (?<error>\w+))")]
    private static partial Regex CallPattern();

    [GeneratedRegex(@"^(?<thread>\d+) +openat\([^,]+, ""(?<path>[^""]*)"", .* <unfinished \.\.\.>$")]
    private static partial Regex BegunPattern();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. openat resumed>.*\) += (?:(?<result>\d+)|-1 (?<error>\w+))")]
    private static partial Regex ResumedPattern();
}
