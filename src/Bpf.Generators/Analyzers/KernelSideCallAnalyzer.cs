using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Frontend;
using Bpf.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Generators.Analyzers;

/// <summary>
/// Finds calls of the kernel-side API in a program's entry point, where they throw: no hook calls that method (BPF0601). Other methods may be
/// called by a program, or by a test within a world.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelSideCallAnalyzer : DiagnosticAnalyzer
{
    private const string World = "BpfWorld";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Of(Rules.KernelSideInUserCode)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetEntryPoint(start.CancellationToken) is not { } entry)
                return;
            start.RegisterOperationBlockAction(block =>
            {
                if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol, entry))
                    Analyze(block);
            });
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        foreach (IOperation operation in context.OperationBlocks.SelectMany(static block => block.Descendants()))
        {
            ISymbol? member = operation switch
            {
                IInvocationOperation call => call.TargetMethod,
                IPropertyReferenceOperation property => property.Property,
                _ => null,
            };
            if (member is { ContainingType.TypeKind: TypeKind.Class } && FrontEnd.IsKernelSide(member) && !MayBeInWorld(operation.Syntax))
                context.ReportDiagnostic(Descriptors.Report(Rules.KernelSideInUserCode, operation.Syntax.GetLocation(), $"{member.ContainingType.Name}.{member.Name}"));
        }
    }

    private static bool MayBeInWorld(SyntaxNode node) => node.Ancestors()
        .Any(static ancestor => ancestor is BlockSyntax or CompilationUnitSyntax
            && ancestor.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name => name.Identifier.ValueText == World));
}
