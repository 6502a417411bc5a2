using System.Text.RegularExpressions;
using Bpf.Tests;

namespace Bpf.Architecture.Tests;

/// <summary>Files are small and say what they are.</summary>
public partial class FilesTests
{
    private const int Median = 80, NinetiethPercentile = 300, Most = 600;

    [Fact]
    public void Source_files_are_small()
    {
        int[] lines = [.. Sources().Where(file => !IsTable(file)).Select(file => File.ReadAllLines(Path.Combine(Repository.Root, file)).Length).Order()];
        Assert.True(lines[lines.Length / 2] <= Median, $"the median is {lines[lines.Length / 2]} lines");
        Assert.True(lines[lines.Length * 9 / 10] <= NinetiethPercentile, $"the 90th percentile is {lines[lines.Length * 9 / 10]} lines");
    }

    [Fact]
    public void No_source_file_but_a_table_is_large() =>
        Assert.DoesNotContain(Sources(), file => !IsTable(file) && File.ReadAllLines(Path.Combine(Repository.Root, file)).Length > Most);

    [Fact]
    public void Nothing_is_left_to_do_in_a_source_file() =>
        Assert.Empty(
            from file in Sources()
            from line in File.ReadLines(Path.Combine(Repository.Root, file))
            where LeftOver().IsMatch(line)
            select $"{file}: {line.Trim()}");

    [Fact]
    public void No_file_names_the_machine_it_was_written_on() =>
        Assert.Empty(
            from file in Files.Tracked()
            // What examples make up is full of paths.
            where !file.StartsWith("examples/", StringComparison.Ordinal)
            where TextFile().IsMatch(file) && !file.EndsWith("/FilesTests.cs", StringComparison.Ordinal)
            from line in File.ReadLines(Path.Combine(Repository.Root, file))
            where MachinePath().IsMatch(line)
            select $"{file}: {line.Trim()}");

    private static IEnumerable<string> Sources() => Files.Tracked("src", "eng").Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    // Facts, one row a thing.
    private static bool IsTable(string file) => file.StartsWith("src/Bpf.Core/Kernel/", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"\.(cs|csproj|props|targets|md|json|sh|txt|yml|editorconfig)$|(^|/)(run|check|facts|load)$")]
    private static partial Regex TextFile();

    // A home or work folder of whoever wrote it, and addresses of package mirrors.
    [GeneratedRegex(@"(^|[\s""'`(=])/(work|home|root|Users)/|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();
}
