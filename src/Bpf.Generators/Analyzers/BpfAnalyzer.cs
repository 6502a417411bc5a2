using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Explain;
using Bpf.Generators.Diagnostics;
using Bpf.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bpf.Generators.Analyzers;

/// <summary>
/// Reports what the compiler and the verifier say about a <c>[BpfObject]</c> class, each finding on its expression. The work is shared with
/// the generator (<see cref="LoweringCache"/>).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BpfAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (!ObjectClass.Is(type))
            return;
        BuildOptions options = BuildOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        LoweredObject lowered = LoweringCache.Get(context.Compilation, type, out SourcePlaces places, context.CancellationToken);
        foreach (BpfDiagnostic diagnostic in lowered.Compile(options, context.CancellationToken).At(places).Diagnostics)
            context.ReportDiagnostic(ToRoslyn(diagnostic, context.Compilation, type));
    }

    private static Diagnostic ToRoslyn(BpfDiagnostic diagnostic, Compilation compilation, INamedTypeSymbol type)
    {
        // Without a place of its own a finding is about the whole class.
        Location location = type.Locations[0];
        // What is in a library is shown at its call.
        for (SourceLocation? place = diagnostic.Location; place is not null; place = place.InlinedAt)
        {
            if (place.Span.IsKnown && DiagnosticLocation.Find(compilation, place.Span) is { IsInSource: true } found)
            {
                location = found;
                break;
            }
        }

        return Diagnostic.Create(Descriptors.Of(diagnostic.Rule), location, Callers(diagnostic.Location, compilation), diagnostic.Message + InLibrary(diagnostic.Location, compilation));
    }

    /// <summary>Where it is, where that is a file of a library's, which no location can show.</summary>
    private static string InLibrary(SourceLocation? place, Compilation compilation) =>
        place is { Span.IsKnown: true, InlinedAt: not null } && !DiagnosticLocation.Find(compilation, place.Span).IsInSource
            ? $" It is in line {place.Span.StartLine + 1} of {place.Span.Path}, in {place.Method}."
            : "";

    private static IEnumerable<Location> Callers(SourceLocation? location, Compilation compilation)
    {
        for (SourceLocation? caller = location?.InlinedAt; caller is not null; caller = caller.InlinedAt)
            yield return DiagnosticLocation.Find(compilation, caller.Span);
    }
}
