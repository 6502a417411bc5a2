using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Generators.Diagnostics;
using Bpf.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Analyzers;

/// <summary>
/// Finds what <c>[BpfLibrary]</c> types use and their assembly doesn't carry (BPF0126): what is carried is compiled alone, as the projects that
/// refer to the assembly will.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LibraryAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Of(Rules.LibraryIncomplete)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Analyze);
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        Compilation compilation = context.Compilation;
        Dictionary<SyntaxTree, SyntaxTree> origins = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (LibrarySource.Of(compilation, tree, context.CancellationToken) is { } source)
                origins.Add(CSharpSyntaxTree.ParseText(source.Text, (CSharpParseOptions)tree.Options, source.Path, cancellationToken: context.CancellationToken), tree);
        }

        if (origins.Count == 0)
            return;
        CSharpCompilation alone = CSharpCompilation.Create(
            compilation.AssemblyName + ".Carried", origins.Keys, compilation.References.Append(compilation.ToMetadataReference()),
            ((CSharpCompilationOptions)compilation.Options).WithOutputKind(OutputKind.DynamicallyLinkedLibrary));
        foreach (Diagnostic error in alone.GetDiagnostics(context.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error))
        {
            if (error.Location.SourceTree is not { } tree)
                continue;
            LinePositionSpan lines = error.Location.GetLineSpan().Span;
            Location location = Location.Create(origins[tree], origins[tree].GetText(context.CancellationToken).Lines.GetTextSpan(lines));
            context.ReportDiagnostic(Descriptors.Report(Rules.LibraryIncomplete, location, tree.GetText(context.CancellationToken).ToString(error.Location.SourceSpan), error.GetMessage().TrimEnd('.')));
        }
    }
}
