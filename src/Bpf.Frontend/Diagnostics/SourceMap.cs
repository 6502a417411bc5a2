using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Frontend.Diagnostics;

/// <summary>Roslyn's places as ours, file names through <c>PathMap</c>.</summary>
internal sealed class SourceMap
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _pathMap;

    public SourceMap(Compilation compilation) =>
        _pathMap = (compilation.Options.SourceReferenceResolver as SourceFileResolver)?.PathMap ?? [];

    /// <summary>The span of a node.</summary>
    public SourceSpan SpanOf(SyntaxNode node) => SpanOf(node.GetLocation());

    /// <summary>The span of a place; none where it is not in source.</summary>
    public SourceSpan SpanOf(Location location)
    {
        if (location.SourceTree is null) return SourceSpan.None;
        FileLinePositionSpan lines = location.GetLineSpan();
        LinePosition start = lines.StartLinePosition;
        LinePosition end = lines.EndLinePosition;
        return new(Mapped(lines.Path), start.Line, start.Character, end.Line, end.Character);
    }

    /// <summary>Where a symbol is declared.</summary>
    public SourceLocation? LocationOf(ISymbol declaration) =>
        declaration.Locations.FirstOrDefault(l => l.IsInSource) is { } location
            ? new(SpanOf(location), declaration.Shown()) : null;

    /// <summary>A file name through <c>PathMap</c>.</summary>
    public string Mapped(string path)
    {
        foreach (KeyValuePair<string, string> entry in _pathMap)
            if (path.StartsWith(entry.Key, StringComparison.Ordinal)) return entry.Value + path.Substring(entry.Key.Length);

        return path;
    }
}
