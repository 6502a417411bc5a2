using Bpf.Compiler.Ir;
using Bpf.Frontend.Intrinsics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Operators on numbers, with C#'s meaning.</summary>
internal sealed partial class MethodLowering
{
    private Operand Binary(IBinaryOperation operation)
    {
        if (IsPointer(operation.LeftOperand.Type) || IsPointer(operation.RightOperand.Type)) return PointerBinary(operation);
        if (IsNullLiteral(operation.RightOperand) || IsNullLiteral(operation.LeftOperand)) return EqualsNull(operation);
        if (operation.IsLifted) return LiftedBinary(operation);
        Operand left = Lower(operation.LeftOperand);
        if (OwnOperator(operation.OperatorMethod, operation.ConstrainedToType) is { } method)
            return InvokeOperator(method, operation, [KeptCopy(left, operation), Lower(operation.RightOperand)]);
        return Number(operation.OperatorKind, left, Lower(operation.RightOperand), TypeOf(operation.Type!), operation.IsChecked, operation);
    }

    /// <summary>A built-in operator on two numbers.</summary>
    private Operand Number(BinaryOperatorKind kind, Operand leftOperand, Operand rightOperand, ITypeSymbol resultType, bool isChecked, IOperation where)
    {
        if (leftOperand.Value is not { } a || rightOperand.Value is not { } b || Scalar.Of(leftOperand.Type!) is not { } left || Scalar.Of(rightOperand.Type!) is not { } right)
            throw Unsupported(where);
        if (Comparison(kind, left.Signed) is { } comparison)
        {
            bool swap = kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
            return Operand.Of(swap ? B.Compare(comparison, b, a) : B.Compare(comparison, a, b), resultType);
        }

        // Enum plus its underlying type: the wider operand says what is computed in; the result is fitted to its own type.
        if (Scalar.Of(resultType) is not { } result) throw Unsupported(where);
        if (result.Width < 4 && left.Width < 4) return Operand.Of(NarrowArithmetic(kind, a, b, left, right, isChecked, where), resultType);
        Value value = Arithmetic(kind, a, b, left, right, isChecked, where);
        return Operand.Of(result.Width < 4 ? Numbers.Fit(B, value, result) : value, resultType);
    }

    /// <summary>
    /// An operator whose operands stay narrow: of bool, and of numbers behind a type parameter, whose own operators take and yield their type where C#
    /// computes in int. They shift by no more than they have bits.
    /// </summary>
    private Value NarrowArithmetic(BinaryOperatorKind kind, Value a, Value b, Scalar type, Scalar countType, bool isChecked, IOperation where)
    {
        if (kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift)
        {
            b = NumberBits.ShiftCount(B, Count(b, type, countType), type);
            countType = new(4, false);
            if (kind == BinaryOperatorKind.UnsignedRightShift) a = NumberBits.Of(B, a, type);
            isChecked = false;
        }

        Scalar wide = type with { Width = 4 };
        Value value = Arithmetic(kind, a, b, wide, countType, isChecked, where);
        return isChecked ? Overflow.Convert(this, value, wide, type) : Numbers.Fit(B, value, type);
    }

    /// <summary>The method behind an operator; null for what is built in, also where a type parameter stands for a number.</summary>
    private IMethodSymbol? OwnOperator(IMethodSymbol? method, ITypeSymbol? constrainedTo)
    {
        if (method is null || IsNative(method.ContainingType)) return null;
        if (constrainedTo is null) return method;
        IMethodSymbol found = Resolved(method, constrainedTo);
        return IsBuiltIn(found.ContainingType) ? null : found;
    }

    private static bool IsBuiltIn(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 || IsNative(type);

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

    /// <summary>A quotient or a remainder; dividing by zero, and what has no quotient, are faults.</summary>
    public Value Divide(bool quotient, Value a, Value b, Scalar type)
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
        if (operation.IsLifted) return LiftedUnary(operation);
        Operand operand = Lower(operation.Operand);
        return OwnOperator(operation.OperatorMethod, operation.ConstrainedToType) is { } method
            ? InvokeOperator(method, operation, [operand])
            : Number(operation.OperatorKind, operand, TypeOf(operation.Type!), operation.IsChecked, operation);
    }

    /// <summary>A built-in operator on one number.</summary>
    private Operand Number(UnaryOperatorKind kind, Operand operand, ITypeSymbol resultType, bool isChecked, IOperation where)
    {
        if (Scalar.Of(resultType) is not { } result || operand.Value is not { } value) throw Unsupported(where);
        switch (kind)
        {
            case UnaryOperatorKind.Plus:
                return Operand.Of(value, resultType);
            case UnaryOperatorKind.Minus:
                Value zero = Numbers.Const(B, result, 0);
                if (result.Width < 4) return Operand.Of(NarrowArithmetic(BinaryOperatorKind.Subtract, zero, value, result, result, isChecked, where), resultType);
                return Operand.Of(isChecked ? Overflow.Compute(this, IrOp.Sub, zero, value, result) : B.Binary(IrOp.Sub, zero, value), resultType);
            case UnaryOperatorKind.BitwiseNegation:
                return Operand.Of(Numbers.Fit(B, B.Binary(IrOp.Xor, value, Numbers.Const(B, result, -1)), result), resultType);
            case UnaryOperatorKind.Not:
                return Operand.Of(B.Compare(IrOp.Eq, value, B.I32(0)), resultType);
            default:
                throw Unsupported(where);
        }
    }
}
