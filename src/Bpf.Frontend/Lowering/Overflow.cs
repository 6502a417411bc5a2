using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;

namespace Bpf.Frontend.Lowering;

/// <summary>checked arithmetic: the result, behind a guard against results the type cannot hold.</summary>
internal static class Overflow
{
    /// <summary>Add, Sub or Mul of two numbers of a type of 32 or 64 bits.</summary>
    public static Value Compute(MethodLowering lowering, IrOp op, Value x, Value y, Scalar type)
    {
        FunctionBuilder b = lowering.B;
        Value result = b.Binary(op, x, y);
        lowering.Guard(type.Is64 ? Overflows64(b, op, x, y, result, type.Signed) : Overflows32(b, op, x, y, type.Signed), FaultKind.ArithmeticOverflow);
        return result;
    }

    /// <summary>A number of one type as another, behind a guard.</summary>
    public static Value Convert(MethodLowering lowering, Value value, Scalar from, Scalar to)
    {
        FunctionBuilder b = lowering.B;
        Value converted = Numbers.Convert(b, value, from, to);
        if (from == to || (from.Width < to.Width && (to.Signed || !from.Signed))) return converted;

        // It fits if converting back gives it again and the sign is read the same way by both types.
        Value lost = b.Compare(IrOp.Ne, Numbers.Convert(b, converted, to, from), value);
        if (from.Signed != to.Signed && to.Width >= from.Width)
            lost = IsNegative(b, from.Signed ? value : converted);
        else if (from.Signed != to.Signed && from.Signed)
            lost = b.Binary(IrOp.Or, lost, IsNegative(b, value));
        else if (from.Signed != to.Signed)
            lost = b.Binary(IrOp.Or, lost, IsNegative(b, converted));
        lowering.Guard(lost, FaultKind.ArithmeticOverflow);
        return converted;
    }

    private static Value IsNegative(FunctionBuilder b, Value value) => b.Compare(IrOp.LtS, value, b.Const(value.Type, 0));

    private static Value Overflows32(FunctionBuilder b, IrOp op, Value x, Value y, bool signed)
    {
        Value wide = b.Binary(op, signed ? b.SExt(x) : b.ZExt(x), signed ? b.SExt(y) : b.ZExt(y));
        Value low = b.Trunc(wide);
        return b.Compare(IrOp.Ne, signed ? b.SExt(low) : b.ZExt(low), wide);
    }

    private static Value Overflows64(FunctionBuilder b, IrOp op, Value x, Value y, Value result, bool signed)
    {
        if (op == IrOp.Mul) return MultiplyOverflows(b, x, y, result, signed);
        if (!signed) return op == IrOp.Add ? b.Compare(IrOp.LtU, result, x) : b.Compare(IrOp.LtU, x, y);

        // Adding overflows where both operands differ in sign from the result; subtracting where they differ from each other
        // and the first from the result.
        Value left = b.Binary(IrOp.Xor, x, op == IrOp.Add ? result : y);
        Value right = b.Binary(IrOp.Xor, op == IrOp.Add ? y : x, result);
        return IsNegative(b, b.Binary(IrOp.And, left, right));
    }

    /// <summary>x * y overflows where x is not 0 and dividing the result by x doesn't give y; -1 * least is apart, dividing would fault.</summary>
    private static Value MultiplyOverflows(FunctionBuilder b, Value x, Value y, Value result, bool signed)
    {
        Value zero = b.I64(0);
        BasicBlock divide = b.AddBlock();
        BasicBlock none = b.AddBlock();
        BasicBlock join = b.AddBlock();
        Value special = b.Compare(IrOp.Eq, x, zero);
        Value specialOverflows = b.I32(0);
        if (signed)
        {
            Value isMinusOne = b.Compare(IrOp.Eq, x, b.I64(-1));
            special = b.Binary(IrOp.Or, special, isMinusOne);
            specialOverflows = b.Binary(IrOp.And, isMinusOne, b.Compare(IrOp.Eq, y, b.I64(long.MinValue)));
        }

        b.Branch(special, none, divide);
        b.PositionAt(none);
        b.Jump(join);
        b.PositionAt(divide);
        Value differs = b.Compare(IrOp.Ne, b.Binary(signed ? IrOp.DivS : IrOp.DivU, result, x), y);
        b.Jump(join);
        b.PositionAt(join);
        return b.Phi(IrType.I32, specialOverflows, differs);
    }
}
