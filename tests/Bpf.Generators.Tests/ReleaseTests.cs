using Bpf.Core.Explain;
using Bpf.Tests;

namespace Bpf.Generators.Tests;

/// <summary>Which release brought a rule, in the files that Roslyn's release tracking reads.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public void Every_rule_has_a_row_of_a_release() => Assert.Equal(
        Rules.All.Select(rule => $"{rule.Id} | {rule.Category} | {rule.Severity} | {rule.Title}").Order(StringComparer.Ordinal),
        RowsOf("Shipped").Concat(RowsOf("Unshipped")).Order(StringComparer.Ordinal));

    private static IEnumerable<string> RowsOf(string release) => File
        .ReadLines(Path.Combine(Repository.Root, "src", "Bpf.Generators", $"AnalyzerReleases.{release}.md"))
        .Where(line => line.StartsWith("BPF", StringComparison.Ordinal));
}
