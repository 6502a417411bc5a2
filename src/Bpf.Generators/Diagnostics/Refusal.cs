using Bpf.Core.Explain;
using Bpf.Generators.Pipeline;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Diagnostics;

/// <summary>
/// The one error the generator reports by itself, so that switching analyzers off does not switch safety off: an object that is
/// not embedded, at the declaration of its class (docs/decisions/refused-objects.md).
/// </summary>
internal static class Refusal
{
    public static Diagnostic Of(ImageModel image)
    {
        string why = image.Object.FirstError is { } first ? $"{Place(first)}{first.Id}: {first.Message}" : "it has no programs";
        BpfDiagnostic refusal = new(Rules.ObjectRefused, null, [image.Declared.Name, why.TrimEnd('.')]);
        return Diagnostic.Create(Descriptors.Of(refusal.Rule), image.Name.ToLocation(), refusal.Message);
    }

    private static string Place(BpfDiagnostic diagnostic) =>
        diagnostic.Location is { Span.IsKnown: true } location ? $"line {location.Span.StartLine + 1}, " : "";
}
