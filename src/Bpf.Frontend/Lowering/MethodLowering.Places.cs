using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Intrinsics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Expressions for the variable they name.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The variable an expression names. What has to be checked to reach it is checked there.</summary>
    public Place PlaceOf(IOperation operation)
    {
        Core.Explain.SourceLocation? outer = B.Location;
        B.Location = LocationOf(operation);
        try
        {
            return PlaceHere(operation);
        }
        finally
        {
            B.Location = outer;
        }
    }

    private Place PlaceHere(IOperation operation)
    {
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return PlaceOf(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return Dereferenced(VariableOf(local.Local, operation), local.Local.RefKind, TypeOf(local.Local.Type));
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression);
            case IParameterReferenceOperation parameter:
                return VariableOf(DefinitionOf(parameter.Parameter.OriginalDefinition), operation);
            case ISimpleAssignmentOperation { IsRef: true } reassigned:
                Assign(reassigned);
                return PlaceOf(reassigned.Target);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return _matched?.Memory ?? throw Unsupported(operation);
            case IInstanceReferenceOperation:
                return ThisPlace() ?? throw Unsupported(operation);
            case IFieldReferenceOperation field:
                return FieldPlace(field);
            case IPropertyReferenceOperation { Property: var property } reference when IntrinsicTable.FindPlace(property) is { } intrinsic:
                Place named = intrinsic(new(this, operation, reference.Instance, reference.Arguments, property.GetMethod!));
                return property.ReturnsByRefReadonly ? named with { IsReadOnly = true } : named;
            case IPropertyReferenceOperation { Property: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } reference:
                return ReturnedPlace(reference, ImplementationOf(reference.Property.GetMethod!, reference.ConstrainedToType, reference.Instance), reference.Instance, reference.Arguments);
            case IPropertyReferenceOperation reference when IsAutomatic(reference.Property) && BackingFieldOf(reference.Property) is { } backing && reference.Instance is { } owner:
                return FieldOf(InstancePlace(owner), backing, reference);
            case IInlineArrayAccessOperation access:
                return ElementPlace(access);
            case IFlowCaptureReferenceOperation capture:
                return CapturePlace(capture);
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } method } call when IntrinsicTable.FindPlace(method) is { } intrinsic:
                return intrinsic(new(this, call, call.Instance, call.Arguments, method));
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call:
                return ReturnedPlace(call, ImplementationOf(call.TargetMethod, call.ConstrainedToType, call.Instance), call.Instance, call.Arguments);
            case { Kind: OperationKind.None } when IsPointedTo(operation):
                return PointedTo(operation);
            case IDiscardOperation:
                return Temporary(TypeOf(operation.Type!), operation, null);
            case IArrayElementReferenceOperation { Indices: [var index] } array:
                return IndexedPlace(array.ArrayReference, index, operation) with { IsReadOnly = true };
            case IImplicitIndexerReferenceOperation indexer when ElementOfSpan(indexer.Instance.Type) is not null:
                Place indexed = IndexedPlace(indexer.Instance, indexer.Argument, operation);
                return indexer.IndexerSymbol is IPropertySymbol { ReturnsByRefReadonly: true } ? indexed with { IsReadOnly = true } : indexed;
            default:
                throw Unsupported(operation);
        }
    }

    /// <summary>The variable of an expression, or a new one that holds its value.</summary>
    public Place PlaceOrCopy(IOperation operation)
    {
        if (IsVariable(operation)) return PlaceOf(operation);
        Operand value = Lower(operation);
        if (value.Memory is { } memory && value.IsOwned) return memory;
        Place copy = Temporary(TypeOf(operation.Type!), operation, null);
        Assign(copy, value, operation);
        return copy;
    }

    /// <summary>A fresh variable in stack memory, or for pointer types a pointer variable.</summary>
    public Place Temporary(ITypeSymbol type, IOperation where, string? name)
    {
        type = TypeOf(type);
        if (IsPointerType(type)) return Place.Of(new PointerVariable(B, name, type.Is(WellKnownNames.Reservation)), type);
        if (ElementOfSpan(type) is not null) return Place.Of(new SpanVariable(B, name), type);
        if (type.Is(WellKnownNames.MapEntry)) return Place.Of(new ElementVariable(Temporary(((INamedTypeSymbol)type).TypeArguments[0], where, name), new(B, name)), type);
        TypeLayout layout = LayoutOf(type, where);
        Value slot = B.Alloca(layout.Size, layout.Size >= 8 ? 8 : layout.Alignment, name);
        if (Padding.Of(layout).Count > 0) ZeroAtEntry(slot, layout.Size);
        return Place.At(slot, 0, type);
    }

    /// <summary>True where an expression names a variable, so that it can be written or referred to.</summary>
    private bool IsVariable(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => IsVariable(parenthesized.Operand),
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IInlineArrayAccessOperation or IArrayElementReferenceOperation
            or IDeclarationExpressionOperation or IDiscardOperation => operation.ConstantValue is { HasValue: false },
        IFlowCaptureReferenceOperation => true,
        IFieldReferenceOperation { Field: { IsStatic: true } field } => !field.IsConst && !Declarations.KernelVariable.IsOne(field) && (!field.IsReadOnly || field.Attribute(WellKnownNames.ConfigAttribute) is not null),
        ISimpleAssignmentOperation assignment => assignment.IsRef,
        { Kind: OperationKind.None } => IsPointedTo(operation),
        IImplicitIndexerReferenceOperation indexer => indexer.Argument is not IRangeOperation,
        IFieldReferenceOperation field => field.Instance is not null && IsVariable(field.Instance),
        IPropertyReferenceOperation property => property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly
            || (BackingFieldOf(property.Property) is not null && IsAutomatic(property.Property) && IntrinsicTable.Find(property.Property) is null
                && property.Instance is not null && IsVariable(property.Instance)),
        IInvocationOperation call => call.TargetMethod.ReturnsByRef || call.TargetMethod.ReturnsByRefReadonly,
        _ => false,
    };

    /// <summary>The parameter that callers give: for one in the body of a partial method or property, that of its declaration.</summary>
    private static IParameterSymbol DefinitionOf(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { PartialDefinitionPart: { } definition } ? definition.Parameters[parameter.Ordinal] : parameter;

    private Place ReturnedPlace(IOperation operation, IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments)
    {
        PointerVariable result = new(B, null);
        Place place = Place.Of(result, TypeOf(method.ReturnType));
        Inline(operation, method, instance, arguments, place);
        return Place.At(result.Load(B), 0, place.Type) with { IsReadOnly = method.ReturnsByRefReadonly };
    }

    private Place Dereferenced(Place variable, RefKind kind, ITypeSymbol type) => kind == RefKind.None || variable.Pointer is not { } pointer
        ? variable : Place.At(pointer.Load(B), 0, type) with { IsReadOnly = kind == RefKind.RefReadOnly };

    /// <summary>The variable of a local or parameter, in this activation or, for local functions, one around it.</summary>
    private Place VariableOf(ISymbol symbol, IOperation where)
    {
        for (MethodLowering? activation = this; activation is not null; activation = activation._caller)
        {
            if (activation._variables.TryGetValue(symbol, out Place? known)) return known;
            if (_method.MethodKind != MethodKind.LocalFunction) break;
        }

        if (symbol is IParameterSymbol passed && MapOf(passed) is not null) throw Report(RuleIds.MapAsValue, where, passed.Name);
        if (symbol is IParameterSymbol { ContainingSymbol: INamedTypeSymbol, RefKind: var kind } && ThisPlace() is { } receiver) // of an extension block
            return receiver with { IsReadOnly = receiver.IsReadOnly || kind is RefKind.In or RefKind.RefReadOnlyParameter };
        if (symbol is IParameterSymbol parameter && ThisPlace() is { } @this && CapturedParameter(@this, parameter) is { } kept) return kept;
        if (symbol is not ILocalSymbol local) throw _context.Diagnostics.HasErrors ? new LoweringException() : Unsupported(where); // else its statement was reported
        Place variable = local.RefKind == RefKind.None
            ? Temporary(TypeOf(local.Type), where, local.Name)
            : Place.Of(new PointerVariable(B, local.Name, local.RefKind == RefKind.None && local.Type.Is(WellKnownNames.Reservation)), TypeOf(local.Type));
        OwnerOf(local)._variables.Add(local, variable);
        return variable;
    }

    private MethodLowering OwnerOf(ILocalSymbol local)
    {
        for (MethodLowering? activation = this; activation is not null; activation = activation._caller)
            if (SymbolEqualityComparer.Default.Equals(activation._method.OriginalDefinition, local.ContainingSymbol)) return activation;

        return this;
    }

    /// <summary>The struct this method was called on; a local function's is that of the method around it.</summary>
    private Place? ThisPlace() => _this ?? (_method.MethodKind == MethodKind.LocalFunction ? _caller?.ThisPlace() : null);

    private Place FieldPlace(IFieldReferenceOperation operation)
    {
        IFieldSymbol field = operation.Field;
        if (!field.IsStatic) return FieldOf(InstancePlace(operation.Instance!), field, operation);
        if (_context.Declared.Globals.TryGetValue(field, out Declarations.DeclaredGlobal? global))
        {
            Value address = B.GlobalAddress(global.Model.Section, global.Model.Offset);
            // What stands in an arena is named by user space's address.
            if (global.Model.Section == SectionNames.Arena) address = B.Bitcast(B.Bitcast(address, IrType.I64), IrType.Ptr(Provenance.Arena));
            return Place.At(address, 0, global.Layout.Type) with { IsReadOnly = global.Model.IsConfig, Range = global.Model.Range, IsVolatile = field.IsVolatile };
        }

        if (_context.Declared.Refused.Contains(field)) throw new LoweringException();
        if (Declarations.KernelVariable.IsOne(field)) throw Report(RuleIds.ContextMember, operation, field.Name, "it is the kernel's, and constant");
        if (_context.Declared.Maps.ContainsKey(field)) throw Report(RuleIds.MapAsValue, operation, field.Name);
        if (field.Type.IsReferenceType && SymbolEqualityComparer.Default.Equals(field.ContainingType, _context.Declared.Class))
            throw Report(RuleIds.ManagedType, operation, field.Type.Shown(), field.Name);
        throw Report(RuleIds.ForeignField, operation, field.Shown());
    }

    private Place InstancePlace(IOperation instance) => PlaceOrCopy(instance);

    private Place FieldOf(Place owner, IFieldSymbol field, IOperation where)
    {
        if (owner.Pointer is not null || owner.Element is not null) throw Report(RuleIds.RefStruct, where, owner.Type.Shown());
        TypeLayout layout = LayoutOf(owner.Type, where);
        foreach (FieldLayout candidate in layout.Fields)
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate.Field, field.OriginalDefinition) && !IsElement(candidate.Field, field)) continue;
            if (KernelTypes.NameOf(owner.Type) is not null && owner.Address.Type.Provenance is Provenance.Kernel or Provenance.Btf or Provenance.Context)
                return KernelField(owner, layout, candidate);
            return owner.Field(candidate.Offset, candidate.Layout.Type) with { IsReadOnly = owner.IsReadOnly || (field.IsReadOnly && _method.MethodKind != MethodKind.Constructor), IsVolatile = field.IsVolatile };
        }

        throw Unsupported(where);
    }

    /// <summary>True for an element of a tuple, whatever name it goes by.</summary>
    private static bool IsElement(IFieldSymbol element, IFieldSymbol field) =>
        field.ContainingType is { IsTupleType: true } && element.Name == (field.CorrespondingTupleField ?? field).Name;

    /// <summary>An element of an inline array: by constant, or by a variable that is checked against the length first.</summary>
    private Place ElementPlace(IInlineArrayAccessOperation access)
    {
        Place array = HasNoEffect(access.Argument) ? PlaceOrCopy(access.Instance) : VariableOrValue(access.Instance);
        TypeLayout layout = LayoutOf(array.Type, access);
        if (layout.Element is not { } element) throw Unsupported(access);
        if (Scalar.Of(TypeOf(access.Argument.Type!)) is not { } scalar) return ElementAt(array, element, Widened(IndexOf(access.Argument, B.I32(layout.Count))), layout.Count);
        return ElementAt(array, element, Numbers.Convert(B, ValueOf(access.Argument), scalar, new(8, true)), layout.Count);
    }

    private static bool HasNoEffect(IOperation index) => index.DescendantsAndSelf().All(o =>
        o is ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IFlowCaptureReferenceOperation
            or IConversionOperation { OperatorMethod: null } or IBinaryOperation { OperatorMethod: null } or IUnaryOperation { OperatorMethod: null });

    private Value Widened(Value index) => Numbers.Convert(B, index, s_int, new(8, true));

    /// <summary>An element at a 64-bit index; out of range is a fault.</summary>
    public Place ElementAt(Place array, TypeLayout element, Value index, int count)
    {
        if (index.Op == IrOp.Const && (ulong)index.Constant < (ulong)count) return array.Field(index.Constant * element.Size, element.Type);
        Guard(B.Compare(IrOp.LeU, B.I64(count), index), FaultKind.IndexOutOfRange);
        Value offset = element.Size == 1 ? index : B.Binary(IrOp.Mul, index, B.I64(element.Size));
        return Place.At(B.PtrAdd(array.Address, offset), array.Offset, element.Type) with { IsReadOnly = array.IsReadOnly };
    }

    private void ZeroAtEntry(Value slot, int size)
    {
        Value zero = B.Function.NewValue(IrOp.Zero, IrType.Void, slot.Location, slot);
        zero.Length = size;
        Compiler.Ir.BasicBlock entry = B.Function.Blocks[0];
        zero.Block = entry;
        entry.Values.Insert(entry.Values.FindLastIndex(v => v.Op is IrOp.Alloca or IrOp.Param) + 1, zero);
    }
}
