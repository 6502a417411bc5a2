using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Assignment in all its forms.</summary>
internal sealed partial class MethodLowering
{
    private Operand Assign(ISimpleAssignmentOperation assignment)
    {
        if (AssignsElement(assignment) || assignment.Target is ILocalReferenceOperation { Local.IsConst: true }) return Operand.Nothing;
        if (assignment.IsRef)
        {
            Place reference = assignment.Target switch
            {
                ILocalReferenceOperation local => VariableOf(local.Local, assignment),
                IFlowCaptureReferenceOperation capture when _capturedPlaces.TryGetValue(capture.Id, out Place? captured) => captured,
                _ => throw Unsupported(assignment),
            };
            StoreReference(reference, PlaceOf(assignment.Value), assignment.Value);
            return assignment.Parent is IExpressionStatementOperation or null ? Operand.Nothing : Read(PlaceOf(assignment.Target));
        }

        if (assignment.Target is IDiscardOperation) return Lower(assignment.Value);
        if (SetterOf(assignment.Target) is { } setter) return Set(setter, Lower(assignment.Value));

        // C# evaluates the target's own subexpressions first; a fresh local has none, and can keep a fresh value's memory.
        if (assignment.Target is ILocalReferenceOperation { IsDeclaration: true } declaration && !OwnerOf(declaration.Local)._variables.ContainsKey(declaration.Local))
        {
            Operand fresh = Lower(assignment.Value);
            if (fresh.Memory is { } memory && fresh.IsOwned) OwnerOf(declaration.Local)._variables[declaration.Local] = memory;
            else Assign(PlaceOf(declaration), fresh, assignment);
            return fresh;
        }

        Place target = PlaceOf(assignment.Target);
        RequireWritable(assignment.Target);
        if (assignment.Value is IDefaultValueOperation or IConversionOperation { OperatorMethod: null, Operand: IDefaultValueOperation } && target.Pointer is null && Scalar.Of(target.Type) is null)
        {
            Zero(target, assignment);
            return Operand.In(target, isOwned: false);
        }

        Operand value = Lower(assignment.Value);
        B.Location = LocationOf(assignment.Target); // where it can be null, the target is to blame and not the value
        Assign(target, value, assignment);
        return value;
    }

    private Operand Compound(ICompoundAssignmentOperation compound)
    {
        if (compound.IsLifted) return LiftedCompound(compound);
        if (IsPointer(compound.Target.Type) && Scalar.Of(TypeOf(compound.Value.Type!)) is { } count)
            return MovePointer(compound.Target, ValueOf(compound.Value), count, compound.OperatorKind == BinaryOperatorKind.Subtract, false, compound);
        if (AppliedInPlace(compound, compound.OperatorMethod, compound.Target, compound.Value) is { } applied) return applied;
        if (OwnOperator(compound.OperatorMethod, compound.ConstrainedToType) is { } method)
        {
            Access access = AccessTo(compound.Target);
            Operand left = KeptCopy(ConvertBy(compound.InConversion, OldValue(compound.Target, access), compound), compound);
            Operand changed = InvokeOperator(method, compound, [left, Lower(compound.Value)]);
            return access.Write(ConvertBy(compound.OutConversion, changed, compound), compound);
        }

        if (compound.ConstrainedToType is not null && TypeOf(compound.Target.Type!) is { } own && Scalar.Of(own) is not null)
        {
            Access access = AccessTo(compound.Target);
            Operand old = OldValue(compound.Target, access);
            return access.Write(Number(compound.OperatorKind, old, Lower(compound.Value), own, compound.IsChecked, compound), compound);
        }

        // A built-in operator on what converts to a number, such as UInt16BE: C# converts there and back.
        ITypeSymbol targetType = TypeOf(compound.InConversion.MethodSymbol?.ReturnType ?? compound.Target.Type!);
        ITypeSymbol valueType = TypeOf(compound.Value.Type!);
        if (Scalar.Of(targetType) is not { } target || Scalar.Of(valueType) is not { } right) throw Unsupported(compound);

        // A shift cannot overflow, but what it gives may be too great for a narrow target: C# checks that, and Roslyn doesn't say so.
        bool isShift = compound.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        Scalar type = isShift ? Promoted(target) : right.Width >= 4 || IsBoolOrEnum(valueType) ? right : Promoted(target);
        Access place = AccessTo(compound.Target);
        Value before = Numbers.Convert(B, ConvertByMethod(compound.InConversion, OldValue(compound.Target, place), compound).Value!, target, type);
        Value operand = ValueOf(compound.Value);
        Value computed = Arithmetic(compound.OperatorKind, before, operand, type, right, compound.IsChecked, compound);
        Operand result = Operand.Of(ConvertNumber(computed, type, target, compound.IsChecked || (isShift && IsInChecked(compound.Syntax))), targetType);
        return place.Write(ConvertByMethod(compound.OutConversion, result, compound), compound);
    }

    private Operand Increment(IIncrementOrDecrementOperation operation)
    {
        if (operation.IsLifted) return LiftedIncrement(operation);
        if (IsPointer(operation.Target.Type)) return MovePointer(operation.Target, B.I32(1), new(4, true), operation.Kind == OperationKind.Decrement, operation.IsPostfix, operation);
        if (AppliedInPlace(operation, operation.OperatorMethod, operation.Target, null) is { } applied) return applied;
        ITypeSymbol type = TypeOf(operation.Target.Type!);
        Access place = AccessTo(operation.Target);
        Operand old = place.Read();
        Operand changed;
        if (OwnOperator(operation.OperatorMethod, operation.ConstrainedToType) is { } method && Scalar.Of(type) is null)
        {
            old = KeptCopy(old, operation);
            changed = InvokeOperator(method, operation, [old]);
        }
        else
        {
            (IMethodSymbol To, IMethodSymbol From)? conversions = NumberConversions(type);
            ITypeSymbol number = conversions?.To.ReturnType ?? type;
            if (Scalar.Of(number) is not { } scalar) throw Unsupported(operation);
            Operand before = conversions is { } ways ? InvokeConversion(ways.To, old, operation) : old;
            changed = Operand.Of(Step(operation, before.Value!, scalar), number);
            if (conversions is { } back) changed = InvokeConversion(back.From, changed, operation);
        }

        place.Write(changed, operation);
        return operation.IsPostfix ? old : changed;
    }

    /// <summary>An operator that changes the variable it is declared for (<c>void operator +=</c>, C# 14); null for others.</summary>
    private Operand? AppliedInPlace(IOperation operation, IMethodSymbol? method, IOperation target, IOperation? value)
    {
        if (method is not { IsStatic: false }) return null;
        Place variable = PlaceOf(target);
        Run(operation, Resolved(method), variable, value is null ? [] : [KeptCopy(Lower(value), value)], null);
        return Read(variable);
    }

    /// <summary>A number and one, or less one.</summary>
    private Value Step(IIncrementOrDecrementOperation operation, Value before, Scalar scalar)
    {
        BinaryOperatorKind kind = operation.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        Scalar wide = Promoted(scalar);
        return ConvertNumber(Arithmetic(kind, before, Numbers.Const(B, wide, 1), wide, wide, operation.IsChecked, operation), wide, scalar, operation.IsChecked);
    }

    /// <summary>An aggregate that stays as it is when its variable is written.</summary>
    private Operand KeptCopy(Operand value, IOperation where)
    {
        if (value.Memory is not { } memory || value.IsOwned) return value;
        Place copy = Temporary(memory.Type, where, null);
        Assign(copy, value, where);
        return Operand.In(copy, isOwned: true);
    }

    /// <summary>The type that C# computes a narrow integer in.</summary>
    private static Scalar Promoted(Scalar scalar) => scalar.Width < 4 ? new(4, true) : scalar;

    private static bool IsBoolOrEnum(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean || type.TypeKind == TypeKind.Enum;

    /// <summary>A variable or a property that is read and then written, its subexpressions evaluated once.</summary>
    private Access AccessTo(IOperation target)
    {
        if (SetterOf(target) is { } setter) return new(this, target, null, setter);
        RequireWritable(target);
        return new(this, target, PlaceOf(target), null);
    }

    /// <summary>C# lets everybody write to a static readonly array's elements; here they are constants.</summary>
    public void RequireWritable(IOperation target)
    {
        if (target is IArrayElementReferenceOperation or IFieldReferenceOperation { Instance: IArrayElementReferenceOperation })
            throw Report(RuleIds.Array, target, ConstructNames.Shortened(target.Syntax));
        if (target is IPropertyReferenceOperation { Property: { IsStatic: true } property } && BackingFieldOf(property) is not null && IsAutomatic(property))
            throw Report(RuleIds.ForeignField, target, property.Shown());
        if (ConfigField(target) is { } config) throw Report(RuleIds.ConfigWritten, target, config.Name);
    }

    /// <summary>The <c>[Config]</c> field that an expression names all or a part of; null for other variables.</summary>
    private static IFieldSymbol? ConfigField(IOperation target)
    {
        IOperation? part = target;
        while (part is not null)
        {
            if (part is IFieldReferenceOperation { Field: { IsStatic: true } field })
                return field.Attribute(WellKnownNames.ConfigAttribute) is null ? null : field;
            part = part switch
            {
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } => owner,
                IInlineArrayAccessOperation element => element.Instance,
                _ => null,
            };
        }

        return null;
    }

    /// <summary>What a compound assignment works on: read when its target was captured, else now.</summary>
    private Operand OldValue(IOperation target, Access access) =>
        target is IFlowCaptureReferenceOperation reference && _readBefore.TryGetValue(reference.Id, out Operand? before) ? before : access.Read();

    /// <summary>Set for a target that is written through a set accessor: instance and arguments are evaluated here.</summary>
    private Setter? SetterOf(IOperation target)
    {
        if (target is IFlowCaptureReferenceOperation capture) return _capturedSetters.TryGetValue(capture.Id, out Setter? captured) ? captured : null;
        if (target is not IPropertyReferenceOperation { Property: { ReturnsByRef: false } property } reference) return null;
        if (BackingFieldOf(property) is not null && property.SetMethod?.DeclaringSyntaxReferences.Length != 0 && IsAutomatic(property)) return null;
        if (property.SetMethod is null) throw Unsupported(target);
        Place? instance = reference.Instance is null ? null : InstancePlace(reference.Instance);
        Operand[] arguments = new Operand[reference.Arguments.Length];
        foreach (IArgumentOperation argument in reference.Arguments) // in the order written
            arguments[argument.Parameter!.Ordinal] = KeptCopy(Lower(argument.Value), argument);

        return new(reference, instance, arguments);
    }

    /// <summary>True for a property without code of its own.</summary>
    public static bool IsAutomatic(ISymbol property)
    {
        if (property is not IPropertySymbol) return false;
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { AccessorList: { } accessors })
            {
                foreach (Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax accessor in accessors.Accessors)
                    if (accessor.Body is not null || accessor.ExpressionBody is not null) return false;
            }
        }

        return true;
    }

    private Operand Set(Setter setter, Operand value)
    {
        Operand kept = KeptCopy(value, setter.Reference);
        Run(setter.Reference, AccessorOf(setter, setter.Reference.Property.SetMethod!), setter.Instance, [.. setter.Arguments, kept], null);
        return kept;
    }

    private IMethodSymbol AccessorOf(Setter setter, IMethodSymbol accessor) => ImplementationOf(accessor, setter.Reference.ConstrainedToType, setter.Reference.Instance);

    private sealed record Setter(IPropertyReferenceOperation Reference, Place? Instance, Operand[] Arguments);

    private readonly record struct Access(MethodLowering Lowering, IOperation Target, Place? Place, Setter? Setter)
    {
        public Operand Read()
        {
            SourceLocation? whole = Lowering.B.Location;
            Lowering.B.Location = Lowering.LocationOf(Target);
            Operand value = Place is not null
                ? Lowering.Read(Place)
                : Lowering.Run(Setter!.Reference, Lowering.AccessorOf(Setter, Setter.Reference.Property.GetMethod!), Setter.Instance, Setter.Arguments, null);
            Lowering.B.Location = whole;
            return value;
        }

        public Operand Write(Operand value, IOperation where)
        {
            Lowering.B.Location = Lowering.LocationOf(Target);
            if (Place is null) return Lowering.Set(Setter!, value);
            Lowering.Assign(Place, value, where);
            return value;
        }
    }
}
