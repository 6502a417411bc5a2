using System;

namespace Bpf.Core.Explain;

/// <summary>A place in a source file. Lines and columns count from 0, as Roslyn's do; the end is exclusive.</summary>
/// <param name="Path">The file, through <c>PathMap</c>; empty for generated code.</param>
/// <param name="StartLine">First line.</param>
/// <param name="StartColumn">First column.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">Column after the last.</param>
public readonly record struct SourceSpan(string Path, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>No place.</summary>
    public static SourceSpan None => new("", 0, 0, 0, 0);

    /// <summary>True where it names a place.</summary>
    public bool IsKnown => Path is { Length: > 0 };

    /// <inheritdoc/>
    public override string ToString() => $"{Path}({StartLine + 1},{StartColumn + 1})";
}

/// <summary>A place with the calls that were inlined to get there.</summary>
/// <param name="Span">The expression.</param>
/// <param name="Method">The method it is written in, as C# names it.</param>
/// <param name="InlinedAt">The call that was replaced by the method's body; null in the program's own method.</param>
public sealed record SourceLocation(SourceSpan Span, string Method, SourceLocation? InlinedAt = null)
{
    /// <summary>The place after source has moved in its files, calls included.</summary>
    /// <param name="move">Where a span is now.</param>
    public SourceLocation Moved(Func<SourceSpan, SourceSpan> move) => new(move(Span), Method, InlinedAt?.Moved(move));
}
