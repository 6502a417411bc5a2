using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Generators.Analyzers;

/// <summary>What user space does with a loaded object: never disposes it (BPF0603), attaches what names no hook (BPF0604).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoadedObjectAnalyzer : DiagnosticAnalyzer
{
    private const string LoadedBase = "Bpf.BpfLoaded", Attach = "Attach";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.Of(Rules.LoadedNotDisposed), Descriptors.Of(Rules.AttachNeedsHook)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(AnalyzeLoad, OperationKind.Invocation);
        context.RegisterSyntaxNodeAction(AnalyzeAttach, SyntaxKind.SimpleMemberAccessExpression);
    }

    private static void AnalyzeLoad(OperationAnalysisContext context)
    {
        IInvocationOperation load = (IInvocationOperation)context.Operation;
        if (load.TargetMethod is not { Name: "Load", IsStatic: true } || !IsLoaded(load.Type) || ObjectClass.HookOf(context.ContainingSymbol) is not null)
            return;
        bool forgotten = load.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsForgotten(declarator, context.Operation),
            _ => false, // what is handed on is somebody else's to dispose
        };
        if (forgotten)
            context.ReportDiagnostic(Descriptors.Report(Rules.LoadedNotDisposed, load.Syntax.GetLocation(), $"{load.TargetMethod.ContainingType.Name}.Load"));
    }

    /// <summary>True for a local without <c>using</c> whose members are used and which itself goes nowhere.</summary>
    private static bool IsForgotten(IVariableDeclaratorOperation declarator, IOperation within)
    {
        for (IOperation? outer = declarator.Parent; outer is IVariableDeclarationOperation or IVariableDeclarationGroupOperation or IUsingOperation or IUsingDeclarationOperation; outer = outer.Parent)
        {
            if (outer is IUsingOperation or IUsingDeclarationOperation)
                return false;
        }

        IOperation root = within;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, declarator.Symbol))
            .All(IsUseOfMember);
    }

    private static bool IsUseOfMember(ILocalReferenceOperation use) => use.Parent switch
    {
        IInvocationOperation call => call.Instance == use && call.TargetMethod.Name != "Dispose",
        IMemberReferenceOperation member => member.Instance == use,
        IInvalidOperation => true, // C# says what is wrong with it
        _ => false,
    };

    /// <summary>C# says that there is no such method (CS1061); this says why.</summary>
    private static void AnalyzeAttach(SyntaxNodeAnalysisContext context)
    {
        MemberAccessExpressionSyntax access = (MemberAccessExpressionSyntax)context.Node;
        if (access is not { Name.Identifier.ValueText: Attach, Parent: InvocationExpressionSyntax }
            || context.SemanticModel.GetTypeInfo(access.Expression, context.CancellationToken).Type is not { } type
            || !IsLoaded(type) || !type.GetMembers(Attach).IsEmpty)
            return;
        context.ReportDiagnostic(Descriptors.Report(Rules.AttachNeedsHook, access.Name.GetLocation(), type.ContainingType?.Name ?? type.Name));
    }

    private static bool IsLoaded(ITypeSymbol? type) => type?.BaseType?.ToDisplayString() == LoadedBase;
}
