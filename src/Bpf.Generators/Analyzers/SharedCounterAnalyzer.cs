using System;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Generators.Analyzers;

/// <summary>Finds counts in memory that all CPUs share and that lose some of them: <c>n.Value++</c> reads, adds and writes (BPF0901).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedCounterAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Of(Rules.UseInterlocked)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Increment, OperationKind.Decrement, OperationKind.CompoundAssignment);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        // Whoever uses the result wants more than a count.
        if (context.Operation.Parent is not IExpressionStatementOperation || !ObjectClass.Is(context.ContainingSymbol.ContainingType))
            return;
        IOperation? target = context.Operation switch
        {
            IIncrementOrDecrementOperation { OperatorMethod: null } step => step.Target,
            ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum => sum.Target,
            _ => null,
        };
        if (target is { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 }
            && IsShared(target))
            context.ReportDiagnostic(Descriptors.Report(Rules.UseInterlocked, context.Operation.Syntax.GetLocation(), target.Syntax.ToString()));
    }

    private static bool IsShared(IOperation target) => target switch
    {
        IFieldReferenceOperation { Field.IsStatic: true } field => ObjectClass.Is(field.Field.ContainingType),
        IFieldReferenceOperation { Instance: { } owner } => IsShared(owner),
        IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: { Name: "Ref", ContainingNamespace.Name: "Bpf" } }, Instance: ILocalReferenceOperation local } =>
            MapOf(local) is { } map && !map.Name.StartsWith("PerCpu", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The map whose lookup gave a reference; null where it came another way.</summary>
    private static ITypeSymbol? MapOf(ILocalReferenceOperation local)
    {
        IOperation root = local;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<IArgumentOperation>()
            .Where(argument => argument.Parameter?.RefKind == RefKind.Out
                && argument.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(given => SymbolEqualityComparer.Default.Equals(given.Local, local.Local)))
            .Select(static argument => (argument.Parent as IInvocationOperation)?.Instance)
            .OfType<IFieldReferenceOperation>()
            .FirstOrDefault()?.Type;
    }
}
