using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bpf.Generators.Analyzers;

/// <summary>
/// Quiets what the C# compiler and the IDE say about members of <c>[BpfObject]</c> classes because they do not see the other side: a global is
/// written by the kernel or by <c>Load</c>, a program is called by its hook, the fields of an event are set by a program.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelSideSuppressor : DiagnosticSuppressor
{
    private const string Globals = "The other side of the BPF object reads or writes this field";
    private const string Programs = "The kernel calls this method";

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        new("BPFS0649", "CS0649", Globals),
        new("BPFS0169", "CS0169", Globals),
        new("BPFS0414", "CS0414", Globals),
        new("BPFS0044", "IDE0044", Globals),
        new("BPFS0052", "IDE0052", Globals),
        new("BPFS0051", "IDE0051", Programs),
        new("BPFS0060", "IDE0060", Programs),
        new("BPFS1823", "CA1823", Globals),
        new("BPFS2211", "CA2211", Globals),
    ];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        HashSet<ISymbol>? shared = null;
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            ISymbol? symbol = DeclaredSymbol(context.GetSemanticModel(tree), node);
            if (symbol is IParameterSymbol)
                symbol = symbol.ContainingSymbol;
            if (IsUsedOnTheOtherSide(symbol))
                context.ReportSuppression(Suppression.Create(Matching(diagnostic.Id), diagnostic));
        }

        bool IsUsedOnTheOtherSide(ISymbol? symbol) => symbol switch
        {
            { IsStatic: true } => ObjectClass.Is(symbol.ContainingType),
            IFieldSymbol { ContainingType: { TypeKind: TypeKind.Struct } type } =>
                (shared ??= SharedTypes.Of(context.Compilation, context.CancellationToken)).Contains(type.OriginalDefinition),
            _ => false,
        };
    }

    private SuppressionDescriptor Matching(string id) => SupportedSuppressions.First(descriptor => descriptor.SuppressedDiagnosticId == id);

    private static ISymbol? DeclaredSymbol(SemanticModel model, SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (model.GetDeclaredSymbol(node) is { } symbol)
                return symbol;
        }

        return null;
    }
}
