using System.Collections.Immutable;
using Bpf.Core.Explain;
using Bpf.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bpf.Generators.Analyzers;

/// <summary>Finds hook attributes on methods of classes that are no objects: nothing would be compiled, silently (BPF0012).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MisplacedProgramAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Of(Rules.ProgramOutsideObject)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (ObjectClass.HookOf(context.Symbol) is not { Name: var name } || ObjectClass.Is(context.Symbol.ContainingType))
            return;
        context.ReportDiagnostic(Descriptors.Report(
            Rules.ProgramOutsideObject, context.Symbol.Locations[0],
            context.Symbol.Name, name.Substring(0, name.Length - "Attribute".Length), context.Symbol.ContainingType.Name));
    }
}
