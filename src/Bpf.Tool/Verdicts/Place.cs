using Bpf.Core.Explain;

namespace Bpf.Tool.Verdicts;

/// <summary>A place in source, lines and columns from 1; the end is exclusive.</summary>
internal sealed record Place(string File, int Line, int Column, int EndLine, int EndColumn, string Method)
{
    /// <summary>The place as the verifier's side has it; null for none.</summary>
    public static Place? Of(SourceLocation? location) => location is { Span: { IsKnown: true } span }
        ? new(span.Path, span.StartLine + 1, span.StartColumn + 1, span.EndLine + 1, span.EndColumn + 1, location.Method)
        : null;
}
