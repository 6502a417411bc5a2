using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Generators.Analyzers;

/// <summary>Finds constants that <c>Load</c> would refuse, because they are outside of the range of their <c>[Config]</c> field (BPF0605).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigValueAnalyzer : DiagnosticAnalyzer
{
    private const string ConfigAttribute = "Bpf.ConfigAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Of(Rules.ConfigOutOfRange)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.SimpleAssignment);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment is not { Target: IPropertyReferenceOperation { Property: { ContainingType: { Name: "Config" } config } property }, Value.ConstantValue: { HasValue: true, Value: { } constant } }
            || !ObjectClass.Is(config.ContainingType) || Number(constant) is not { } value
            || config.ContainingType.GetMembers(property.Name).OfType<IFieldSymbol>().FirstOrDefault() is not { } field
            || field.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass?.ToDisplayString() == ConfigAttribute) is not { } attribute)
            return;
        long? min = Named(attribute, "Min"), max = Named(attribute, "Max");
        if (value >= (min ?? decimal.MinValue) && value <= (max ?? decimal.MaxValue))
            return;
        context.ReportDiagnostic(Descriptors.Report(
            Rules.ConfigOutOfRange, assignment.Value.Syntax.GetLocation(), $"'{property.Name}'", Shown(value), Bound(min, "the least"), Bound(max, "the greatest")));
    }

    // 29 digits: holds every integer of C#.
    private static decimal? Number(object constant) => constant switch
    {
        bool or string or float or double or decimal => null,
        char character => character,
        _ => Convert.ToDecimal(constant, CultureInfo.InvariantCulture),
    };

    private static long? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as long?;

    private static string Bound(long? bound, string otherwise) => bound is { } number ? Shown(number) : otherwise;

    private static string Shown(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
