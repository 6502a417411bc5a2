using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Operators on numbers, with C#'s meaning.</summary>
internal sealed partial class MethodLowering
{
    private Operand Binary(IBinaryOperation operation)
    {
        if (operation.IsLifted) throw Report(RuleIds.NullableOrTuple, operation, operation.Syntax.ToString());
        if (operation.OperatorMethod is { } method && !IsNative(method.ContainingType))
            return InvokeOperator(method, operation, [KeptCopy(Lower(operation.LeftOperand), operation), Lower(operation.RightOperand)]);

        ITypeSymbol leftType = TypeOf(operation.LeftOperand.Type!);
        ITypeSymbol resultType = TypeOf(operation.Type!);
        if (Scalar.Of(leftType) is not { } left || Scalar.Of(TypeOf(operation.RightOperand.Type!)) is not { } right) throw Unsupported(operation);
        Value a = ValueOf(operation.LeftOperand);
        Value b = ValueOf(operation.RightOperand);
        if (Comparison(operation.OperatorKind, left.Signed) is { } comparison)
        {
            bool swap = operation.OperatorKind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
            return Operand.Of(swap ? B.Compare(comparison, b, a) : B.Compare(comparison, a, b), resultType);
        }

        // Enum plus its underlying type: the wider operand says what is computed in; the result is fitted to its own type.
        if (Scalar.Of(resultType) is not { } result) throw Unsupported(operation);
        Value value = Arithmetic(operation.OperatorKind, a, b, left, right, operation.IsChecked, operation);
        return Operand.Of(result.Width < 4 ? Numbers.Fit(B, value, result) : value, resultType);
    }

    private static bool IsNative(ITypeSymbol type) => type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private static IrOp? Comparison(BinaryOperatorKind kind, bool signed) => kind switch
    {
        BinaryOperatorKind.Equals => IrOp.Eq,
        BinaryOperatorKind.NotEquals => IrOp.Ne,
        BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan => signed ? IrOp.LtS : IrOp.LtU,
        BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual => signed ? IrOp.LeS : IrOp.LeU,
        _ => null,
    };

    /// <summary>An arithmetic operator on two numbers held as <paramref name="type"/>; a shift's count as <paramref name="countType"/>.</summary>
    private Value Arithmetic(BinaryOperatorKind kind, Value a, Value b, Scalar type, Scalar countType, bool isChecked, IOperation where)
    {
        switch (kind)
        {
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply:
                IrOp op = kind switch { BinaryOperatorKind.Add => IrOp.Add, BinaryOperatorKind.Subtract => IrOp.Sub, _ => IrOp.Mul };
                return isChecked ? Overflow.Compute(this, op, a, b, type) : B.Binary(op, a, b);
            case BinaryOperatorKind.And:
                return B.Binary(IrOp.And, a, b);
            case BinaryOperatorKind.Or:
                return B.Binary(IrOp.Or, a, b);
            case BinaryOperatorKind.ExclusiveOr:
                return B.Binary(IrOp.Xor, a, b);
            case BinaryOperatorKind.LeftShift:
                return B.Binary(IrOp.Shl, a, Count(b, type, countType));
            case BinaryOperatorKind.RightShift:
                return B.Binary(type.Signed ? IrOp.ShrS : IrOp.ShrU, a, Count(b, type, countType));
            case BinaryOperatorKind.UnsignedRightShift:
                return B.Binary(IrOp.ShrU, a, Count(b, type, countType));
            case BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder:
                return Divide(kind == BinaryOperatorKind.Divide, a, b, type);
            default:
                throw Unsupported(where);
        }
    }

    private Value Count(Value count, Scalar type, Scalar countType) => Numbers.Convert(B, count, countType, type.Is64 ? new(8, false) : new(4, false));

    private Value Divide(bool quotient, Value a, Value b, Scalar type)
    {
        if (b.Op != IrOp.Const || b.Constant == 0) Guard(B.Compare(IrOp.Eq, b, Numbers.Const(B, type, 0)), FaultKind.DivideByZero);
        if (!type.Signed) return B.Binary(quotient ? IrOp.DivU : IrOp.ModU, a, b);
        if (!(b.Op == IrOp.Const && b.Constant != -1) && !Numbers.IsNarrow(a))
        {
            Value isLeast = B.Compare(IrOp.Eq, a, Numbers.Const(B, type, type.Is64 ? long.MinValue : int.MinValue));
            Value isMinusOne = B.Compare(IrOp.Eq, b, Numbers.Const(B, type, -1));
            Guard(B.Binary(IrOp.And, isLeast, isMinusOne), FaultKind.DivideOverflow);
        }

        return B.Binary(quotient ? IrOp.DivS : IrOp.ModS, a, b);
    }

    private Operand Unary(IUnaryOperation operation)
    {
        if (operation.IsLifted) throw Report(RuleIds.NullableOrTuple, operation, operation.Syntax.ToString());
        if (operation.OperatorMethod is { } method && !IsNative(method.ContainingType))
            return InvokeOperator(method, operation, [Lower(operation.Operand)]);

        ITypeSymbol resultType = TypeOf(operation.Type!);
        if (Scalar.Of(resultType) is not { } result) throw Unsupported(operation);
        Value value = ValueOf(operation.Operand);
        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return Operand.Of(value, resultType);
            case UnaryOperatorKind.Minus:
                Value zero = Numbers.Const(B, result, 0);
                return Operand.Of(operation.IsChecked ? Overflow.Compute(this, IrOp.Sub, zero, value, result) : B.Binary(IrOp.Sub, zero, value), resultType);
            case UnaryOperatorKind.BitwiseNegation:
                return Operand.Of(Numbers.Fit(B, B.Binary(IrOp.Xor, value, Numbers.Const(B, result, -1)), result), resultType);
            case UnaryOperatorKind.Not:
                return Operand.Of(B.Compare(IrOp.Eq, value, B.I32(0)), resultType);
            default:
                throw Unsupported(operation);
        }
    }
}
