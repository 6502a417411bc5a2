using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Reports;

/// <summary>Everything that is known of each verdict: an array of objects.</summary>
internal sealed class JsonReport : Report
{
    /// <summary>How verdicts are written, and read again.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public override void Write(IReadOnlyList<ProgramVerdict> verdicts, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(verdicts, Options));
}
