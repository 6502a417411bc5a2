using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Diagnostics;

/// <summary>Collects what is found, once a place and rule.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<BpfDiagnostic> _found = [];
    private readonly HashSet<(string, SourceSpan)> _seen = [];
    private readonly SourceMap _sources;

    public DiagnosticBag(SourceMap sources) => _sources = sources;

    /// <summary>True where an error is among them.</summary>
    public bool HasErrors => _found.Exists(d => d.IsError);

    /// <summary>True where a rule was broken already.</summary>
    public bool Has(string id) => _found.Exists(d => d.Id == id);

    /// <summary>Reports at a place.</summary>
    public void Report(string id, SourceLocation? location, params object[] arguments)
    {
        if (_seen.Add((id, location?.Span ?? SourceSpan.None))) _found.Add(BpfDiagnostic.Create(id, location, arguments));
    }

    /// <summary>Reports at a declaration.</summary>
    public void Report(string id, ISymbol declaration, params object[] arguments) =>
        Report(id, _sources.LocationOf(declaration), arguments);

    /// <summary>All of it in source order.</summary>
    public ImmutableArray<BpfDiagnostic> ToImmutable() =>
    [
        .. _found.OrderBy(d => d.Location?.Span.Path, System.StringComparer.Ordinal)
            .ThenBy(d => d.Location?.Span.StartLine)
            .ThenBy(d => d.Location?.Span.StartColumn),
    ];
}
