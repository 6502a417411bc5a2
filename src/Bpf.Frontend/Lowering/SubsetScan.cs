using System;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
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
        // The C# compiler has computed it: nothing of it is left to run.
        if (operation.ConstantValue.HasValue && operation.Type is { } constant && Scalar.Of(_lowering.TypeOf(constant)) is not null) return;
        switch (operation)
        {
            case IExpressionStatementOperation statement when FollowsFromReported(statement):
                _lowering.Context.Reported.AddTargets(statement);
                return; // left out where it is lowered, too
            case IExpressionStatementOperation statement:
                VisitStatement(statement, () => Children(statement));
                return;
            case IInvocationOperation call when OmittedCalls.IsOmitted(call):
                return;
            case ILocalFunctionOperation local when HookOf(local.Symbol) is { } hook:
                _passes = false;
                _lowering.Report(RuleIds.ProgramShape, local, local.Symbol.Name, hook);
                return;
            case ILocalFunctionOperation:
                return; // scanned where it is called
            case IInterpolatedStringHandlerCreationOperation handler:
                VisitHandler(handler);
                return;
            case INameOfOperation:
                return;
            case IArgumentOperation { Value.ConstantValue: { HasValue: true, Value: string }, Parent: IInvocationOperation call } when MethodLowering.TakesText(call.TargetMethod):
                return;
            case IDelegateCreationOperation callback when Callback.TargetOf(callback) is { } target:
                if (target is IAnonymousFunctionOperation lambda) Children(lambda);
                return;
            case IVariableDeclaratorOperation { Symbol.IsConst: true }:
                return;
            case IVariableDeclaratorOperation declarator:
                VisitStatement(declarator, () => Children(declarator));
                return;
            case IForEachLoopOperation loop:
                VisitStatement(loop.LoopControlVariable, () =>
                {
                    if (_lowering.CanEnumerate(loop)) Visit(loop.Collection);
                    else if (!FollowsFromReported(loop.Collection)) Report(RuleIds.ForEach, loop.Collection, TypeName(loop.Collection));
                    else _passes = false;
                });
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
        else _passes = false;
    }

    /// <summary>Visits what gives variables their values: where that is reported, uses of the variables aren't.</summary>
    private void VisitStatement(IOperation targets, Action visit)
    {
        bool passed = _passes;
        _passes = true;
        visit();
        if (!_passes) _lowering.Context.Reported.AddTargets(targets);
        _passes &= passed;
    }

    /// <summary>True for uses of what was reported: one mistake, one error.</summary>
    private bool FollowsFromReported(IOperation operation) => _lowering.Context.Reported.IsUsedIn(operation);

    private bool Broken(IOperation operation) => Broken(operation, out _, out _);

    /// <summary>The rule an operation breaks by itself.</summary>
    private bool Broken(IOperation operation, out string id, out object argument)
    {
        ITypeSymbol? type = operation.Type is null ? null : _lowering.TypeOf(operation.Type);
        (string? rule, object? what) = operation switch
        {
            IAwaitOperation => (RuleIds.Async, "'await'"),
            IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => (RuleIds.Async, "'yield'"),
            IInvocationOperation { TargetMethod: { IsAsync: true, ReturnsVoid: false } } call => (RuleIds.Async, "'" + call.TargetMethod.Name + "' is async"),
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
            IInvocationOperation { Type.SpecialType: SpecialType.System_String } or IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_String } =>
                (RuleIds.String, "'" + Short(operation) + "'"),
            IInvocationOperation call when !IsFloat(call.Type!) && _lowering.LacksSource(call) is { } absent => (RuleIds.NoSource, (absent.Shown(), Substitutes.For(absent))),
            IInterpolatedStringOperation => (RuleIds.String, "'" + Short(operation) + "'"),
            IBinaryOperation { LeftOperand.Type.SpecialType: SpecialType.System_String } or IBinaryOperation { RightOperand.Type.SpecialType: SpecialType.System_String } =>
                (RuleIds.String, "'" + Short(operation) + "'"),
            ILiteralOperation { Type.SpecialType: SpecialType.System_String } => (RuleIds.String, Short(operation)),
            IAddressOfOperation { Reference: IMethodReferenceOperation } => (RuleIds.Pointer, Short(operation)),
            IInvocationOperation { IsVirtual: true, ConstrainedToType: null, Instance: { Type: { } receiver } and not IInstanceReferenceOperation and var instance } call
                when !Broken(instance) && _lowering.TypeOf(receiver) is { IsReferenceType: true } => (RuleIds.VirtualCall, call.TargetMethod.Shown()),
            IConversionOperation { OperatorMethod: null, Type: IDynamicTypeSymbol } => (RuleIds.Dynamic, "'" + Short(operation) + "'"),
            IConversionOperation { OperatorMethod: null, Operand.Type: { IsValueType: true } from } when type is { IsReferenceType: true, SpecialType: not SpecialType.System_Enum } =>
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

    /// <summary>The kind of program that a local function's attributes make it, which it cannot be; null where they don't.</summary>
    private static string? HookOf(IMethodSymbol local)
    {
        foreach (AttributeData attribute in local.GetAttributes())
            if (attribute.AttributeClass is { } type && Declarations.Hooks.Find(type.MetadataFullName()) is { } hook) return hook.Kind;

        return null;
    }

    private static bool IsFloat(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal || type.Is("System.Half");

    private static string TypeName(IOperation operation) =>
        (operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand.Type : operation.Type)?.Shown() ?? operation.Syntax.ToString();

    private static string Short(IOperation operation) => ConstructNames.Shortened(operation.Syntax);
}
