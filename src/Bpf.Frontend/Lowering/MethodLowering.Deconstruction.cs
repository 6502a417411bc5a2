using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Deconstruction: the variables are found first, then the value is taken apart, then everything is assigned, each from left to right.</summary>
internal sealed partial class MethodLowering
{
    private Operand Deconstruct(IDeconstructionAssignmentOperation operation)
    {
        SemanticModel model = _context.Compilation.GetSemanticModel(operation.Syntax.SyntaxTree);
        DeconstructionInfo info = operation.Syntax switch
        {
            AssignmentExpressionSyntax assignment => model.GetDeconstructionInfo(assignment),
            _ when operation.Syntax.FirstAncestorOrSelf<ForEachVariableStatementSyntax>() is { } loop => model.GetDeconstructionInfo(loop),
            _ => throw Unsupported(operation),
        };
        Target target = TargetOf(operation.Target);
        Operand value = KeptCopy(CurrentElement(operation.Value) is { } element ? Read(element) : Lower(operation.Value), operation);
        List<(Target Target, Operand Value)> parts = [];
        TakeApart(target, value, info, operation, parts);
        foreach ((Target part, Operand piece) in parts)
            part.Write(piece, operation);
        return value;
    }

    private Target TargetOf(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => TargetOf(parenthesized.Operand),
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => TargetOf(tuple),
        ITupleOperation tuple => new([.. tuple.Elements.Select(TargetOf)], null, null),
        IDiscardOperation => new(null, null, null),
        _ => new(null, AccessTo(operation), TypeOf(operation.Type!)),
    };

    private void TakeApart(Target target, Operand value, DeconstructionInfo info, IOperation where, List<(Target Target, Operand Value)> parts)
    {
        if (target.Elements is not { } elements)
        {
            parts.Add((target, target.Type is null ? value : ConvertByMethodOrBuiltIn(info, value, target.Type, where)));
            return;
        }

        Operand[] pieces = info.Method is { } method ? Deconstructed(value, method, elements.Count, where) : [.. Enumerable.Range(0, elements.Count).Select(i => Read(ElementOf(value.Memory ?? throw Unsupported(where), i, where)))];
        for (int i = 0; i < elements.Count; i++)
            TakeApart(elements[i], pieces[i], i < info.Nested.Length ? info.Nested[i] : default, where, parts);
    }

    private Operand ConvertByMethodOrBuiltIn(DeconstructionInfo info, Operand value, ITypeSymbol type, IOperation where) =>
        info.Conversion?.MethodSymbol is { } method ? InvokeConversion(method, value, where) : ConvertValue(value, type, false, where);

    /// <summary>What a Deconstruct method gives: the parameters of a record, or what the method's body writes.</summary>
    private Operand[] Deconstructed(Operand value, IMethodSymbol method, int count, IOperation where)
    {
        method = Resolved(method);
        if (value.Element is { } element) return [Read(element.Key), Operand.Of(element.Value, method.Parameters[1].Type)];
        Place instance = value.Memory ?? Spilled(value, where);
        if (method.IsImplicitlyDeclared && method.ContainingType.IsRecord)
            return [.. method.Parameters.Select(p => Read(FieldOf(instance, RecordField(method.ContainingType, p.Name, where), where)))];
        int first = method.IsExtensionMethod && method.IsStatic ? 1 : 0;
        Place[] results = [.. method.Parameters.Skip(first).Select(p => Temporary(p.Type, where, null))];
        object[] arguments = first == 1 ? [value, .. results] : [.. results];
        Run(where, method, first == 1 ? null : instance, arguments, null);
        return results.Length == count ? [.. results.Select(Read)] : throw Unsupported(where);
    }

    private IFieldSymbol RecordField(INamedTypeSymbol record, string name, IOperation where) =>
        record.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property && BackingFieldOf(property) is { } field && IsAutomatic(property)
            ? field : throw Unsupported(where);

    /// <summary>What is assigned to: a variable or property, a discard (neither type nor access), or targets of its own.</summary>
    private sealed record Target(IReadOnlyList<Target>? Elements, Access? Access, ITypeSymbol? Type)
    {
        public void Write(Operand value, IOperation where) => Access?.Write(value, where);
    }
}
