using System.Globalization;
using System.Text.Json;

namespace Bpf.KernelMatrix;

/// <summary>One kernel's run.</summary>
internal sealed class Column
{
    /// <summary>The test that stands for the run itself, where that ended badly.</summary>
    public const string Run = "(the run)";

    private Column(string kernel, string release, string[] notes, SortedDictionary<string, Outcome> outcomes) =>
        (Kernel, Release, Notes, Outcomes) = (kernel, release, notes, outcomes);

    /// <summary>The kernel's alias, or <c>host</c>.</summary>
    public string Kernel { get; }

    /// <summary>Its release, <c>uname -r</c>.</summary>
    public string Release { get; }

    /// <summary>What happened to the guest beside the tests, such as a second attempt.</summary>
    public string[] Notes { get; }

    /// <summary>Test to outcome.</summary>
    public SortedDictionary<string, Outcome> Outcomes { get; }

    /// <summary>Tests that passed.</summary>
    public int Passed => Count("passed");

    /// <summary>Tests that failed, or were skipped without a table's word.</summary>
    public int Failed => Count("failed");

    /// <summary>Tests of what the kernel lacks.</summary>
    public int Skipped => Count("skipped");

    /// <summary>Guests by version and architecture, then the host.</summary>
    public (int Machine, Version Version) Order =>
        Version.TryParse(Kernel.Split('-')[0], out Version? version) ? (Kernel.Contains('-') ? 1 : 0, version) : (2, new());

    /// <summary>Reads a run's folder.</summary>
    public static Column Read(DirectoryInfo folder)
    {
        SortedDictionary<string, Outcome> outcomes = new(StringComparer.Ordinal);
        string results = Path.Combine(folder.FullName, "results.json");
        if (File.Exists(results))
            ReadResults(results, outcomes);
        string status = ReadLine(folder, "status"), notes = Path.Combine(folder.FullName, "notes");
        bool explained = outcomes.Values.Any(static outcome => outcome.Status == "failed");
        if (outcomes.Count == 0 || (status != "0" && !explained))
            outcomes[Run] = new("failed", $"the run ended with {status}, see console in {folder.FullName}", 0);
        return new(folder.Name, ReadLine(folder, "release"), File.Exists(notes) ? File.ReadAllLines(notes) : [], outcomes);
    }

    // Common Test Report Format, ctrf.io.
    private static void ReadResults(string path, SortedDictionary<string, Outcome> outcomes)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (JsonElement test in document.RootElement.GetProperty("results").GetProperty("tests").EnumerateArray())
        {
            string message = test.TryGetProperty("message", out JsonElement text) ? text.GetString() ?? "" : "";
            outcomes[test.GetProperty("name").GetString()!.Replace("Bpf.Kernel.Tests.", "", StringComparison.Ordinal)] =
                Outcome.Of(test.GetProperty("status").GetString()!, message, test.GetProperty("duration").GetDouble());
        }
    }

    private static string ReadLine(DirectoryInfo folder, string name)
    {
        string path = Path.Combine(folder.FullName, name);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "?";
    }

    private int Count(string status) => Outcomes.Values.Count(outcome => outcome.Status == status);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kernel} ({Release})");
}
