using System;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Nullable values: a byte that says whether there is a value, and the value. Operators are lifted as C# lifts them.</summary>
internal sealed partial class MethodLowering
{
    private static readonly Scalar s_bool = new(1, false);

    /// <summary>What a nullable type may hold; null for other types.</summary>
    private static ITypeSymbol? HeldBy(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var held] } ? held : null;

    /// <summary>1 where a nullable has a value.</summary>
    public Value HasValue(Place nullable) => Load(nullable.Field(0, Bool), s_bool);

    /// <summary>The value of a nullable, whether or not it has one.</summary>
    public Place HeldPlace(Place nullable, IOperation where)
    {
        TypeLayout layout = LayoutOf(nullable.Type, where);
        return nullable.Field(layout.ValueOffset, layout.Underlying!.Type);
    }

    private ITypeSymbol Bool => _context.Compilation.GetSpecialType(SpecialType.System_Boolean);

    /// <summary>A nullable in memory that stays as it is.</summary>
    private Place NullableOf(Operand value, IOperation where) => KeptCopy(value, where).Memory ?? throw Unsupported(where);

    /// <summary>A nullable that has a value where a condition holds.</summary>
    public Operand NullableWhere(Value condition, ITypeSymbol type, Func<Operand> value, IOperation where)
    {
        Place made = Temporary(type, where, null);
        Zero(made, where);
        When(condition, () =>
        {
            Assign(HeldPlace(made, where), value(), where);
            B.Store(made.Address, made.Offset, B.I32(1), 1);
        });
        return Operand.In(made, isOwned: true);
    }

    /// <summary>A nullable compared with null.</summary>
    private Operand EqualsNull(IBinaryOperation operation)
    {
        Operand tested = Lower(IsNullLiteral(operation.RightOperand) ? operation.LeftOperand : operation.RightOperand);
        if (HeldBy(tested.Type) is null || tested.Memory is not { } memory) throw Unsupported(operation);
        Value has = HasValue(memory);
        return Operand.Of(operation.OperatorKind == BinaryOperatorKind.Equals ? Not(has) : has, TypeOf(operation.Type!));
    }

    private static bool IsNullLiteral(IOperation operation) => operation is { Type: null, ConstantValue: { HasValue: true, Value: null } };

    /// <summary>Whether an operand of a lifted operator has a value, and the value.</summary>
    private (Value Has, Func<Operand> Held) Lifted(Operand operand, IOperation where)
    {
        if (HeldBy(operand.Type) is null) return (B.I32(1), () => operand);
        Place memory = NullableOf(operand, where);
        return (HasValue(memory), () => Read(HeldPlace(memory, where)));
    }

    /// <summary>The value of a nullable; where it has none, another, or zero.</summary>
    public Operand ValueOr(Value has, Place nullable, Operand? other, IOperation where)
    {
        Place held = HeldPlace(nullable, where);
        Place result = Temporary(held.Type, where, null);
        if (other is null) Zero(result, where);
        else Assign(result, other, where);
        When(has, () => Assign(result, Read(held), where));
        Operand read = Read(result);
        return read.Memory is { } memory ? Operand.In(memory, isOwned: true) : read;
    }

    private Operand LiftedBinary(IBinaryOperation operation)
    {
        Operand a = KeptCopy(Lower(operation.LeftOperand), operation);
        return LiftedBinary(operation.OperatorKind, operation.OperatorMethod, a, Lower(operation.RightOperand), TypeOf(operation.Type!), operation.IsChecked, operation);
    }

    private Operand LiftedBinary(BinaryOperatorKind kind, IMethodSymbol? method, Operand a, Operand b, ITypeSymbol type, bool isChecked, IOperation where)
    {
        (Value hasLeft, Func<Operand> left) = Lifted(a, where);
        (Value hasRight, Func<Operand> right) = Lifted(b, where);
        Operand Apply(ITypeSymbol result) => method is not null && !IsNative(method.ContainingType)
            ? InvokeOperator(method, where, [left(), right()])
            : Number(kind, left(), right(), result, isChecked, where);

        Value both = B.Binary(IrOp.And, hasLeft, hasRight);
        if (HeldBy(type) is { } held)
        {
            return held.SpecialType == SpecialType.System_Boolean && method is null && kind is BinaryOperatorKind.And or BinaryOperatorKind.Or
                ? ThreeValued(kind == BinaryOperatorKind.And, (hasLeft, left), (hasRight, right), type, where)
                : NullableWhere(both, type, () => Apply(held), where);
        }

        if (kind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)) return Operand.Of(Both(both, () => Apply(type).Value!), type);

        // Equal: both without a value, or both with equal values.
        Value equal = Both(B.Compare(IrOp.Eq, hasLeft, hasRight), () => B.Binary(
            IrOp.Or, Not(hasLeft), Both(hasLeft, () => kind == BinaryOperatorKind.Equals ? Apply(type).Value! : Not(Apply(type).Value!))));
        return Operand.Of(kind == BinaryOperatorKind.Equals ? equal : Not(equal), type);
    }

    /// <summary>bool? with &amp; and |: false and anything is false, true or anything is true.</summary>
    private Operand ThreeValued(bool isAnd, (Value Has, Func<Operand> Held) a, (Value Has, Func<Operand> Held) b, ITypeSymbol type, IOperation where)
    {
        Value Decides((Value Has, Func<Operand> Held) side) => B.Binary(IrOp.And, side.Has, isAnd ? Not(side.Held().Value!) : side.Held().Value!);
        Value decided = B.Binary(IrOp.Or, Decides(a), Decides(b));
        Value known = B.Binary(IrOp.Or, decided, B.Binary(IrOp.And, a.Has, b.Has));
        return NullableWhere(known, type, () => Operand.Of(isAnd ? Not(decided) : decided, HeldBy(type)!), where);
    }

    private Operand LiftedUnary(IUnaryOperation operation)
    {
        (Value has, Func<Operand> held) = Lifted(Lower(operation.Operand), operation);
        ITypeSymbol type = TypeOf(operation.Type!);
        if (HeldBy(type) is not { } result) throw Unsupported(operation);
        return NullableWhere(has, type, () => operation.OperatorMethod is { } method && !IsNative(method.ContainingType)
            ? InvokeOperator(method, operation, [held()])
            : Number(operation.OperatorKind, held(), result, operation.IsChecked, operation), operation);
    }

    private Operand LiftedCompound(ICompoundAssignmentOperation compound)
    {
        // An operator in a wider type (byte? += int) is computed there, and converted back.
        Access access = AccessTo(compound.Target);
        ITypeSymbol target = TypeOf(compound.Target.Type!);
        Operand old = KeptCopy(access.Read(), compound);
        Operand right = Lower(compound.Value);
        if (HeldBy(target) is not { } held || compound.InConversion.MethodSymbol is not null || compound.OutConversion.MethodSymbol is not null)
            throw Report(RuleIds.NullableOrTuple, compound, ConstructNames.Shortened(compound.Syntax));
        if (compound.OperatorMethod is not null || Scalar.Of(held) is not { Width: < 4 } || IsBoolOrEnum(held))
            return access.Write(LiftedBinary(compound.OperatorKind, compound.OperatorMethod, old, right, target, compound.IsChecked, compound), compound);

        ITypeSymbol wide = HeldBy(right.Type) ?? right.Type!;
        if (Scalar.Of(wide) is not { Width: >= 4 }) throw Unsupported(compound);
        ITypeSymbol wideNullable = _context.Compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(wide);
        Operand computed = LiftedBinary(
            compound.OperatorKind, null, ConvertValue(old, wideNullable, false, compound), right, wideNullable, compound.IsChecked, compound);
        return access.Write(ConvertValue(computed, target, compound.IsChecked, compound), compound);
    }

    private Operand LiftedIncrement(IIncrementOrDecrementOperation operation)
    {
        ITypeSymbol type = TypeOf(operation.Target.Type!);
        if (HeldBy(type) is not { } held || Scalar.Of(held) is not { } scalar || operation.OperatorMethod is not null)
            throw Report(RuleIds.NullableOrTuple, operation, ConstructNames.Shortened(operation.Syntax));
        Access access = AccessTo(operation.Target);
        Operand old = KeptCopy(access.Read(), operation);
        (Value has, Func<Operand> value) = Lifted(old, operation);
        Operand changed = NullableWhere(has, type, () => Operand.Of(Step(operation, value().Value!, scalar), held), operation);
        access.Write(changed, operation);
        return operation.IsPostfix ? old : changed;
    }
}
