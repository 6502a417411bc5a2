using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Link;

namespace Bpf.Compiler.Driver;

/// <summary>
/// Writes what depends on where the source is: line info, source map and diagnostics. Optimizing, generating and verifying don't, and are
/// not done again when code moves in its file.
/// </summary>
/// <param name="module">The module.</param>
/// <param name="options">What it was compiled for.</param>
/// <param name="found">What was found before verification.</param>
/// <param name="functions">The functions that were compiled.</param>
/// <param name="code">Their code; null where there is none.</param>
/// <param name="outcomes">What the simulated kernels say, by program.</param>
internal sealed class Placement(
    Module module, CompileOptions options, ImmutableArray<BpfDiagnostic> found, IReadOnlyList<Function> functions, IReadOnlyList<CompiledFunction>? code,
    IReadOnlyDictionary<string, VerifierLoop.Outcome> outcomes)
{
    private readonly Dictionary<Rejection, string?> _shown = [];

    /// <summary>What to tell the user.</summary>
    public ImmutableArray<BpfDiagnostic> Diagnostics(MovedPlaces places) =>
    [
        .. found.Select(places.Of),
        .. (code ?? []).Where(function => outcomes.ContainsKey(function.Name))
            .SelectMany(function => VerifierLoop.Explain(function.Name, outcomes[function.Name], places, Show)),
    ];

    /// <summary>A result as it is where source has moved.</summary>
    public CompilationResult Move(CompilationResult result, Func<SourceSpan, SourceSpan> move)
    {
        MovedPlaces places = new(move);
        return result with
        {
            Object = result.Object is null ? null : ObjectBuilder.Build(module, functions, code!, options.TextOfLine, places),
            Diagnostics = Diagnostics(places),
        };
    }

    // A search takes many runs, and what it finds stays the same.
    private string? Show(LoadRequest request, Rejection rejection)
    {
        if (!_shown.TryGetValue(rejection, out string? shown))
            _shown.Add(rejection, shown = options.ShowRejection?.Invoke(request, rejection));
        return shown;
    }
}
