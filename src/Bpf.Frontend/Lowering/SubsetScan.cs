using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Walks a body before it is lowered and reports every construct that eBPF cannot carry, each by its own rule at its own
/// expression: the flow graph has taken some of them apart already.
/// </summary>
internal sealed class SubsetScan
{
    private readonly MethodLowering _lowering;
    private readonly HashSet<ISymbol> _reported = new(SymbolEqualityComparer.Default);
    private bool _passes = true;

    private SubsetScan(MethodLowering lowering) => _lowering = lowering;

    /// <summary>True where nothing was reported.</summary>
    public static bool Passes(IOperation body, MethodLowering lowering)
    {
        SubsetScan scan = new(lowering);
        scan.Children(body);
        return scan._passes;
    }

    private void Children(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
            Visit(child);
    }

    private void Visit(IOperation operation)
    {
        switch (operation)
        {
            case ILocalFunctionOperation:
                return; // scanned where it is called
            case IInterpolatedStringHandlerCreationOperation handler:
                VisitHandler(handler);
                return;
            case INameOfOperation:
                return;
            case IDelegateCreationOperation callback when Callback.TargetOf(callback) is { } target:
                if (target is IAnonymousFunctionOperation lambda) Children(lambda);
                return;
            case IVariableDeclaratorOperation declarator:
                VisitDeclarator(declarator);
                return;
            case IForEachLoopOperation loop:
                if (!_lowering.CanEnumerate(loop)) Report(RuleIds.ForEach, loop.Collection, TypeName(loop.Collection));
                else Visit(loop.Collection);
                Visit(loop.Body);
                return;
            case IConversionOperation { Operand: IArrayCreationOperation array } conversion when ConstantData.IsConstantSpan(conversion, array):
                return;
            case IConversionOperation { OperatorMethod: null, IsImplicit: true } conversion when conversion.Type is { IsReferenceType: true } && Broken(conversion.Operand):
                Visit(conversion.Operand);
                return;
        }

        if (!Broken(operation, out string id, out object argument)) Children(operation);
        else if (!FollowsFromReported(operation)) Report(id, operation, argument);
    }

    private void VisitDeclarator(IVariableDeclaratorOperation declarator)
    {
        bool passed = _passes;
        _passes = true;
        Children(declarator);
        if (!_passes) _reported.Add(declarator.Symbol);
        _passes &= passed;
    }

    /// <summary>True for uses of a local whose declaration was reported: one mistake, one error.</summary>
    private bool FollowsFromReported(IOperation operation) => _reported.Count > 0
        && operation.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(use => _reported.Contains(use.Local));

    private bool Broken(IOperation operation) => Broken(operation, out _, out _);

    /// <summary>The rule an operation breaks by itself.</summary>
    private bool Broken(IOperation operation, out string id, out object argument)
    {
        ITypeSymbol? type = operation.Type is null ? null : _lowering.TypeOf(operation.Type);
        (string? rule, object? what) = operation switch
        {
            IAwaitOperation => (RuleIds.Async, "'await'"),
            IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => (RuleIds.Async, "'yield'"),
            ITryOperation { Catches.IsEmpty: false } => (RuleIds.Exception, "'try'"),
            IThrowOperation { IsImplicit: false } => (RuleIds.Exception, "'throw'"),
            ILockOperation => (RuleIds.Using, "'lock'"),
            ITranslatedQueryOperation => (RuleIds.Query, ""),
            IInvocationOperation { TargetMethod.ContainingType: { Name: "Enumerable" or "Queryable" } container }
                when container.ContainingNamespace.ToDisplayString() == "System.Linq" => (RuleIds.Query, ""),
            IAnonymousFunctionOperation or IDelegateCreationOperation => (RuleIds.Delegate, "'" + Short(operation) + "'"),
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } => (RuleIds.Delegate, "'" + Short(operation) + "'"),
            IArrayCreationOperation => (RuleIds.Array, Short(operation)),
            ICollectionExpressionOperation when type is null || MethodLowering.ElementOfSpan(type) is null || type is IArrayTypeSymbol => (RuleIds.Array, Short(operation)),
            IObjectCreationOperation { Type: { IsReferenceType: true } created } => (RuleIds.HeapObject, created.Shown()),
            IAnonymousObjectCreationOperation => (RuleIds.HeapObject, "{ ... }"),
            ITypeOfOperation => (RuleIds.Reflection, "'" + Short(operation) + "'"),
            IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation =>
                (RuleIds.Dynamic, "'" + Short(operation) + "'"),
            IInterpolatedStringOperation => (RuleIds.String, "'" + Short(operation) + "'"),
            IBinaryOperation { Type.SpecialType: SpecialType.System_String } => (RuleIds.String, "'" + Short(operation) + "'"),
            ILiteralOperation { Type.SpecialType: SpecialType.System_String } => (RuleIds.String, Short(operation)),
            IAddressOfOperation { Reference: IMethodReferenceOperation } => (RuleIds.Pointer, Short(operation)),
            IInvocationOperation { IsVirtual: true, ConstrainedToType: null, Instance.Type: { } receiver } call
                when _lowering.TypeOf(receiver) is { IsReferenceType: true } => (RuleIds.VirtualCall, call.TargetMethod.Shown()),
            IConversionOperation { OperatorMethod: null, Type: IDynamicTypeSymbol } => (RuleIds.Dynamic, "'" + Short(operation) + "'"),
            IConversionOperation { OperatorMethod: null, Operand.Type: { IsValueType: true } from } when type is { IsReferenceType: true } =>
                (RuleIds.Boxing, (object)(Short(operation), type.Shown())),
            _ => (null, null),
        };
        (id, argument) = (rule!, what!);
        if (rule is not null) return true;
        if (type is null || operation is IObjectCreationOperation) return false;
        if (IsFloat(type))
        {
            (id, argument) = (RuleIds.FloatingPoint, Short(operation));
            return true;
        }

        if (type is IFunctionPointerTypeSymbol)
        {
            (id, argument) = (RuleIds.Pointer, Short(operation));
            return true;
        }

        return false;
    }

    private void VisitHandler(IInterpolatedStringHandlerCreationOperation handler)
    {
        foreach (IOperation part in handler.Content.ChildOperations)
        {
            if (part is not IInterpolatedStringAppendOperation { Kind: OperationKind.InterpolatedStringAppendFormatted, AppendCall: IInvocationOperation call }) continue;
            foreach (IArgumentOperation argument in call.Arguments)
                if (argument.Value.ConstantValue is not { HasValue: true, Value: string }) Visit(argument.Value);
        }
    }

    private void Report(string id, IOperation where, object argument)
    {
        _passes = false;
        if (argument is ValueTuple<string, string> conversion) _lowering.Report(id, where, conversion.Item1, conversion.Item2);
        else if (id == RuleIds.Query) _lowering.Report(id, where);
        else _lowering.Report(id, where, argument);
    }

    private static bool IsFloat(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal || type.Is("System.Half");

    private static string TypeName(IOperation operation) =>
        (operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand.Type : operation.Type)?.Shown() ?? operation.Syntax.ToString();

    private static string Short(IOperation operation) => ConstructNames.Shortened(operation.Syntax);
}
