using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Bpf.Core.Kernel;

namespace Bpf.Kernels;

/// <summary>
/// The text form of a <see cref="KernelProfile"/>: lines of a word and its values, names as in bpftool, numbers as ranges.
/// The shipped files are in <c>eng/kernels/profiles</c>, packed by <c>eng/kernels/facts</c> into this assembly.
/// </summary>
/// <remarks>
/// <code>
/// format 1
/// name debian-6.12.107-amd64
/// alias 6.12
/// version 6.12.107
/// proven yes
/// features BoundedLoops LargeInstructionLimit
/// maps hash array
/// program socket_filter 1-3,5,7-8
/// derived lsm 1-3,5
/// attach xdp 35-37
/// kfunc bpf_xdp_metadata_rx_hash xdp
/// config CONFIG_BPF_SYSCALL y
/// </code>
/// <c>attach</c> lines give a program type and the expected attach types that the kernel takes, <c>kfunc</c> lines a kernel function and the program
/// types that may call it. <c>program</c> and <c>derived</c> lines give a program type and the helpers it may call, the latter by a rule and not by a
/// probe. A line whose word this version does not know is an error: profiles and code ship together.
/// </remarks>
public static class ProfileFormat
{
    private const string Version1 = "1";

    /// <summary>Reads a profile.</summary>
    /// <param name="text">Its text form.</param>
    /// <exception cref="FormatException">A line is not of this format; the message names it.</exception>
    public static KernelProfile Read(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));

        Dictionary<string, string> words = new(StringComparer.Ordinal);
        var helpers = ImmutableDictionary.CreateBuilder<ProgramType, ImmutableHashSet<HelperId>>();
        var derived = ImmutableHashSet.CreateBuilder<ProgramType>();
        var attach = ImmutableDictionary.CreateBuilder<ProgramType, ImmutableHashSet<AttachType>>();
        List<(string Name, ProgramType Program)> kfuncs = [];
        var config = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        using StringReader reader = new(text);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            (string word, string value) = Split(line);
            switch (word)
            {
                case "format" or "name" or "alias" or "version" or "proven" or "features" or "maps":
                    words.Add(word, value);
                    break;
                case "program" or "derived":
                    (string type, string ranges) = Split(value);
                    ProgramType program = ReadProgram(type);
                    helpers.Add(program, [.. ReadRanges(ranges).Select(static id => (HelperId)id)]);
                    if (word == "derived")
                        derived.Add(program);
                    break;
                case "attach":
                    (string attached, string types) = Split(value);
                    attach.Add(ReadProgram(attached), [.. ReadRanges(types).Select(static id => (AttachType)id)]);
                    break;
                case "kfunc":
                    (string kfunc, string callers) = Split(value);
                    kfuncs.AddRange(callers.Split(' ').Select(caller => (kfunc, ReadProgram(caller))));
                    break;
                case "config":
                    (string name, string setting) = Split(value);
                    config.Add(name, setting);
                    break;
                default:
                    throw Unexpected("line", line);
            }
        }

        if (Word("format") != Version1)
            throw Unexpected("format", Word("format"));
        return new()
        {
            Name = Word("name"),
            Alias = Word("alias"),
            Version = Version.Parse(Word("version")),
            Proven = Word("proven") == "yes",
            Features = [.. Words("features").Select(ReadFeature)],
            MapTypes = [.. Words("maps").Select(static name => MapTypes.Find(name)?.Type ?? throw Unexpected("map type", name))],
            ProgramTypes = [.. helpers.Keys],
            Helpers = helpers.ToImmutable(),
            DerivedHelpers = derived.ToImmutable(),
            AttachTypes = attach.ToImmutable(),
            Kfuncs = kfuncs.GroupBy(static row => row.Program).ToImmutableDictionary(
                static group => group.Key, static group => group.Select(static row => row.Name).ToImmutableHashSet(StringComparer.Ordinal)),
            Config = config.ToImmutable(),
        };

        string Word(string word) => words.TryGetValue(word, out string? value) ? value : throw Unexpected("profile without", word);

        IEnumerable<string> Words(string word) => Word(word).Split([' '], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Writes a profile; the same profile always gives the same text.</summary>
    /// <param name="profile">The profile.</param>
    public static string Write(KernelProfile profile)
    {
        if (profile is null)
            throw new ArgumentNullException(nameof(profile));

        StringBuilder text = new();
        Line("format", Version1);
        Line("name", profile.Name);
        Line("alias", profile.Alias);
        Line("version", profile.Version.ToString());
        Line("proven", profile.Proven ? "yes" : "no");
        Line("features", string.Join(" ", profile.Features.OrderBy(static feature => feature)));
        Line("maps", string.Join(" ", profile.MapTypes.OrderBy(static type => type).Select(static type => MapTypes.Find(type)!.Name)));
        foreach (ProgramType program in profile.ProgramTypes.OrderBy(static type => type))
        {
            string ranges = profile.Helpers.TryGetValue(program, out ImmutableHashSet<HelperId>? helpers)
                ? WriteRanges(helpers.Select(static id => (int)id))
                : "";
            Line(profile.DerivedHelpers.Contains(program) ? "derived" : "program", $"{ProgramTypes.Find(program)!.Name} {ranges}".TrimEnd());
        }

        foreach (KeyValuePair<ProgramType, ImmutableHashSet<AttachType>> attach in profile.AttachTypes.OrderBy(static row => row.Key))
            Line("attach", $"{ProgramTypes.Find(attach.Key)!.Name} {WriteRanges(attach.Value.Select(static type => (int)type))}");
        foreach (IGrouping<string, ProgramType> kfunc in profile.Kfuncs
            .SelectMany(static row => row.Value, static (row, name) => (row.Key, Name: name))
            .GroupBy(static row => row.Name, static row => row.Key)
            .OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            Line("kfunc", $"{kfunc.Key} {string.Join(" ", kfunc.OrderBy(static type => type).Select(static type => ProgramTypes.Find(type)!.Name))}");
        }

        foreach (KeyValuePair<string, string> setting in profile.Config)
            Line("config", $"{setting.Key} {setting.Value}");
        return text.ToString();

        void Line(string word, string value) => text.Append(word).Append(' ').Append(value).Append('\n');
    }

    private static (string Word, string Value) Split(string line)
    {
        int space = line.IndexOf(' ');
        return space < 0 ? (line, "") : (line.Substring(0, space), line.Substring(space + 1));
    }

    private static ProgramType ReadProgram(string name) => ProgramTypes.Find(name)?.Type ?? throw Unexpected("program type", name);

    private static Feature ReadFeature(string name) =>
        Enum.TryParse(name, out Feature feature) ? feature : throw Unexpected("feature", name);

    private static IEnumerable<int> ReadRanges(string ranges)
    {
        foreach (string range in ranges.Split([','], StringSplitOptions.RemoveEmptyEntries))
        {
            int dash = range.IndexOf('-');
            int first = ReadNumber(dash < 0 ? range : range.Substring(0, dash));
            int last = dash < 0 ? first : ReadNumber(range.Substring(dash + 1));
            for (int id = first; id <= last; id++)
                yield return id;
        }
    }

    private static int ReadNumber(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= ushort.MaxValue
            ? number
            : throw Unexpected("number", digits);

    private static string WriteRanges(IEnumerable<int> numbers)
    {
        List<string> ranges = [];
        int[] sorted = [.. numbers.OrderBy(static number => number)];
        for (int first = 0, last; first < sorted.Length; first = last + 1)
        {
            last = first;
            while (last + 1 < sorted.Length && sorted[last + 1] == sorted[last] + 1)
                last++;
            ranges.Add(first == last ? Digits(sorted[first]) : $"{Digits(sorted[first])}-{Digits(sorted[last])}");
        }

        return string.Join(",", ranges);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static FormatException Unexpected(string what, string value) => new($"kernel profile: unexpected {what} '{value}'");
}
