using System.Text.Json.Nodes;
using Bpf.Core.Explain;
using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Reports;

/// <summary>SARIF 2.1.0: a result for each program that is refused or not known, with the branches that lead there as its code flow.</summary>
/// <remarks>Source: OASIS, Static Analysis Results Interchange Format, version 2.1.0.</remarks>
internal sealed class SarifReport : Report
{
    public override void Write(IReadOnlyList<ProgramVerdict> verdicts, TextWriter output)
    {
        ProgramVerdict[] wrong = [.. verdicts.Where(verdict => verdict.Outcome != Outcome.Accept)];
        JsonObject log = new()
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "bpf",
                        ["rules"] = new JsonArray([.. wrong.Select(RuleOf).Distinct().Select(Describe)]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. wrong.Select(Result)]),
            }),
        };
        output.WriteLine(log.ToJsonString(JsonReport.Options));
    }

    private static string RuleOf(ProgramVerdict verdict) => verdict.Explanation?.Rule ?? (verdict.Outcome == Outcome.Unknown ? "BPF0500" : "BPF0515");

    private static JsonNode Describe(string id) => Rules.Find(id) is { } rule
        ? new JsonObject
        {
            ["id"] = id,
            ["shortDescription"] = new JsonObject { ["text"] = rule.Title },
            ["helpUri"] = rule.HelpLink,
        }
        : new JsonObject { ["id"] = id };

    private static JsonNode Result(ProgramVerdict verdict)
    {
        JsonObject result = new()
        {
            ["ruleId"] = RuleOf(verdict),
            ["level"] = verdict.Outcome == Outcome.Unknown ? "warning" : "error",
            ["message"] = new JsonObject { ["text"] = Message(verdict) },
            ["properties"] = new JsonObject { ["kernel"] = verdict.Kernel, ["program"] = verdict.Program },
            // The object stands for a program without a place, so that a result is never nowhere.
            ["locations"] = new JsonArray(verdict.Explanation?.Place is { } place ? Location(place, verdict.Program) : new JsonObject
            {
                ["physicalLocation"] = new JsonObject { ["artifactLocation"] = Artifact(verdict.File) },
                ["logicalLocations"] = new JsonArray(new JsonObject { ["name"] = verdict.Program, ["kind"] = "function" }),
            }),
        };
        if (verdict.Explanation is { Path: [_, ..] path } explanation)
        {
            IEnumerable<Place> steps = explanation.Place is { } end ? path.Add(end) : path;
            result["codeFlows"] = new JsonArray(new JsonObject
            {
                ["threadFlows"] = new JsonArray(new JsonObject
                {
                    ["locations"] = new JsonArray([.. steps.Select(step => new JsonObject { ["location"] = Location(step, step.Method) })]),
                }),
            });
        }

        return result;
    }

    private static string Message(ProgramVerdict verdict) => verdict.Explanation?.Message ?? (verdict.Outcome == Outcome.Unknown
        ? $"Not known whether {verdict.Kernel} accepts '{verdict.Program}': {verdict.Reason} is not modeled."
        : $"'{verdict.Program}' cannot be linked for {verdict.Kernel}: {verdict.Reason}");

    /// <summary>A deterministic build writes /_/ for the root of the sources; code scanning wants names from there.</summary>
    private static JsonObject Artifact(string path) => path.StartsWith("/_/", StringComparison.Ordinal)
        ? new JsonObject { ["uri"] = Relative(path[3..]), ["uriBaseId"] = "SRCROOT" }
        : new JsonObject { ["uri"] = Path.IsPathRooted(path) ? new Uri(path).AbsoluteUri : Relative(path) };

    private static string Relative(string path) => Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);

    private static JsonObject Location(Place place, string function) => new()
    {
        ["physicalLocation"] = new JsonObject
        {
            ["artifactLocation"] = Artifact(place.File),
            ["region"] = new JsonObject
            {
                ["startLine"] = place.Line,
                ["startColumn"] = place.Column,
                ["endLine"] = place.EndLine,
                ["endColumn"] = place.EndColumn,
            },
        },
        ["logicalLocations"] = new JsonArray(new JsonObject { ["name"] = function, ["kind"] = "function" }),
    };
}
