using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Tuples: made, converted and compared element by element.</summary>
internal sealed partial class MethodLowering
{
    private Operand Tuple(ITupleOperation tuple)
    {
        if (TypeOf(tuple.Type ?? tuple.NaturalType ?? throw Unsupported(tuple)) is not INamedTypeSymbol type) throw Unsupported(tuple);
        Place made = Temporary(type, tuple, null);
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            Operand value = Lower(tuple.Elements[i]);
            Assign(ElementOf(made, i, tuple), ConvertValue(value, TypeOf(type.TupleElements[i].Type), false, tuple), tuple);
        }

        return Operand.In(made, isOwned: true);
    }

    /// <summary>An element of a tuple in memory, by its number.</summary>
    public Place ElementOf(Place tuple, int index, IOperation where)
    {
        FieldLayout element = LayoutOf(tuple.Type, where).Fields[index];
        return tuple.Field(element.Offset, element.Layout.Type);
    }

    private Operand ConvertTuple(Operand value, INamedTypeSymbol to, bool isChecked, IOperation where)
    {
        Place from = KeptCopy(value, where).Memory ?? throw Unsupported(where);
        Place made = Temporary(to, where, null);
        for (int i = 0; i < to.TupleElements.Length; i++)
            Assign(ElementOf(made, i, where), ConvertValue(Read(ElementOf(from, i, where)), TypeOf(to.TupleElements[i].Type), isChecked, where), where);
        return Operand.In(made, isOwned: true);
    }

    private Operand TupleBinary(ITupleBinaryOperation operation)
    {
        RequireEagerElements(operation.LeftOperand);
        RequireEagerElements(operation.RightOperand);
        Operand left = KeptCopy(Lower(operation.LeftOperand), operation);
        Operand right = KeptCopy(Lower(operation.RightOperand), operation);
        Value equal = SameValues(left, right, operation);
        return Operand.Of(operation.OperatorKind == BinaryOperatorKind.Equals ? equal : Not(equal), TypeOf(operation.Type!));
    }

    /// <summary>
    /// C# converts the elements of compared tuples only when their turn to be compared comes: whether a checked conversion throws would depend on
    /// the elements before it.
    /// </summary>
    private void RequireEagerElements(IOperation operand)
    {
        while (operand is IConversionOperation { OperatorMethod: null } conversion)
        {
            if (conversion.IsChecked && conversion.Type is not INamedTypeSymbol { IsTupleType: true })
                throw Report(RuleIds.NullableOrTuple, conversion, ConstructNames.Shortened(conversion.Syntax));
            operand = conversion.Operand;
        }

        if (operand is ITupleOperation tuple)
        {
            foreach (IOperation element in tuple.Elements) RequireEagerElements(element);
        }
    }

    /// <summary>1 where two values are equal, as <c>==</c> between tuples that hold them has it: numbers, nullable numbers, tuples of these.</summary>
    private Value SameValues(Operand left, Operand right, IOperation where)
    {
        if (left.Type is INamedTypeSymbol { IsTupleType: true } tuple && right.Type is INamedTypeSymbol { IsTupleType: true })
        {
            Value all = B.I32(1);
            for (int i = 0; i < tuple.TupleElements.Length; i++)
            {
                int element = i;
                all = Both(all, () => SameValues(Read(ElementOf(left.Memory!, element, where)), Read(ElementOf(right.Memory!, element, where)), where));
            }

            return all;
        }

        if (HeldBy(left.Type) is not null || HeldBy(right.Type) is not null)
        {
            (Value hasLeft, System.Func<Operand> heldLeft) = Lifted(left, where);
            (Value hasRight, System.Func<Operand> heldRight) = Lifted(right, where);
            return Both(B.Compare(IrOp.Eq, hasLeft, hasRight), () => B.Binary(IrOp.Or, Not(hasLeft), Both(hasLeft, () => SameValues(heldLeft(), heldRight(), where))));
        }

        if (left.Type is INamedTypeSymbol { IsRecord: true, IsValueType: true } && SymbolEqualityComparer.Default.Equals(left.Type, right.Type)) return SameRecord(left, right, where);
        if (left.Value is not { } a || right.Value is not { } b || Scalar.Of(left.Type!) is not { } from || Scalar.Of(right.Type!) is not { } to)
            throw Report(RuleIds.NullableOrTuple, where, ConstructNames.Shortened(where.Syntax));
        Scalar wide = from == to ? from : new(8, from.Signed || to.Signed);
        return B.Compare(IrOp.Eq, Numbers.Convert(B, a, from, wide), Numbers.Convert(B, b, to, wide));
    }
}
