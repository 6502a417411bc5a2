using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Math and BitOperations, and the same members of the number types.</summary>
internal static partial class IntrinsicTable
{
    private static readonly string[] s_integers =
    [
        "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.IntPtr", "System.UIntPtr",
    ];

    private static readonly string[] s_signed = ["System.SByte", "System.Int16", "System.Int32", "System.Int64", "System.IntPtr"];
    private static readonly string[] s_words = ["System.UInt32", "System.UInt64", "System.UIntPtr"];

    private static void AddNumbers()
    {
        Row("P:System.IntPtr.MinValue", c => c.Number(c.B.I64(long.MinValue)));
        Row("P:System.IntPtr.MaxValue", c => c.Number(c.B.I64(long.MaxValue)));
        Row("P:System.UIntPtr.MinValue", c => c.Number(c.B.I64(0)));
        Row("P:System.UIntPtr.MaxValue", c => c.Number(c.B.I64(-1)));
        Row("P:System.String.Length", c => c.Instance is { ConstantValue: { HasValue: true, Value: string text } }
            ? c.Number(c.B.I32(text.Length)) : throw c.Lowering.Unsupported(c.Operation));
        foreach (string owner in new[] { "System.Math.", "{0}." })
        {
            Rows("M:" + owner + "Min({0},{0})", s_integers, c => Smaller(c, isMin: true));
            Rows("M:" + owner + "Max({0},{0})", s_integers, c => Smaller(c, isMin: false));
            Rows("M:" + owner + "Abs({0})", s_signed, Abs);
        }

        const string Bits = "M:System.Numerics.BitOperations.";
        Rows(Bits + "PopCount({0})", s_words, c => c.Number(PopCount(c.B, c.Value(0))));
        Rows(Bits + "LeadingZeroCount({0})", s_words, c => c.Number(LeadingZeros(c.B, c.Value(0))));
        Rows(Bits + "TrailingZeroCount({0})", [.. s_words, "System.Int32", "System.Int64", "System.IntPtr"], c => c.Number(TrailingZeros(c.B, c.Value(0))));
        Rows(Bits + "Log2({0})", s_words, c =>
        {
            (Value count, Value rest) = Halve(c.B, c.Value(0), last: 2);
            return c.Number(c.B.Binary(IrOp.Add, count, c.B.Binary(IrOp.ShrU, rest, c.B.Const(rest.Type, 1))));
        });
        Rows(Bits + "RotateLeft({0},System.Int32)", s_words, c => Rotate(c, IrOp.Shl, IrOp.ShrU));
        Rows(Bits + "RotateRight({0},System.Int32)", s_words, c => Rotate(c, IrOp.ShrU, IrOp.Shl));
        Rows(Bits + "IsPow2({0})", [.. s_words, "System.Int32", "System.Int64", "System.IntPtr"], IsPowerOfTwo);
        Row("M:System.Runtime.CompilerServices.Unsafe.SizeOf``1", c => c.Number(c.B.I32(c.LayoutOf(c.Method.TypeArguments[0]).Size)));
    }

    private static Operand Smaller(IntrinsicCall c, bool isMin)
    {
        Value a = c.Value(0);
        Value b = c.Value(1);
        IrOp less = Scalar.Of(c.Type)!.Value.Signed ? IrOp.LtS : IrOp.LtU;
        Value takesFirst = isMin ? c.B.Compare(less, a, b) : c.B.Compare(less, b, a);
        return Operand.Of(Numbers.Select(c.B, takesFirst, a, b), c.Type);
    }

    private static Operand Abs(IntrinsicCall c)
    {
        Value value = c.Value(0);
        Scalar type = Scalar.Of(c.Type)!.Value;
        long least = -1L << ((8 * type.Width) - 1);
        c.Lowering.Guard(c.B.Compare(IrOp.Eq, value, Numbers.Const(c.B, type, least)), FaultKind.ArithmeticOverflow);
        Value negated = c.B.Binary(IrOp.Sub, Numbers.Const(c.B, type, 0), value);
        Value isNegative = c.B.Compare(IrOp.LtS, value, Numbers.Const(c.B, type, 0));
        return Operand.Of(Numbers.Select(c.B, isNegative, negated, value), c.Type);
    }

    private static Operand Rotate(IntrinsicCall c, IrOp toward, IrOp back)
    {
        Value value = c.Value(0);
        Value count = c.Value(1);
        if (value.Type.Kind == IrKind.I64) count = c.B.ZExt(count);
        Value other = c.B.Binary(IrOp.Sub, c.B.Const(value.Type, 0), count); // shifts mask their count
        return c.Number(c.B.Binary(IrOp.Or, c.B.Binary(toward, value, count), c.B.Binary(back, value, other)));
    }

    private static Operand IsPowerOfTwo(IntrinsicCall c)
    {
        Value value = c.Value(0);
        Value zero = c.B.Const(value.Type, 0);
        Value oneBit = c.B.Compare(IrOp.Eq, c.B.Binary(IrOp.And, value, c.B.Binary(IrOp.Sub, value, c.B.Const(value.Type, 1))), zero);
        bool isSigned = c.Method.Parameters[0].Type.Name.StartsWith("Int", System.StringComparison.Ordinal);
        Value positive = isSigned ? c.B.Compare(IrOp.LtS, zero, value) : c.B.Compare(IrOp.Ne, value, zero);
        return c.Bool(c.B.Binary(IrOp.And, oneBit, positive));
    }

    private static Value LeadingZeros(FunctionBuilder b, Value value)
    {
        Value all = b.Const(value.Type, BitsOf(value));
        (Value count, Value rest) = Halve(b, value, last: 1);
        return b.Binary(IrOp.Sub, all, b.Binary(IrOp.Add, count, rest));
    }

    private static Value TrailingZeros(FunctionBuilder b, Value value)
    {
        Value below = b.Binary(IrOp.Sub, value, b.Const(value.Type, 1));
        Value inverted = b.Binary(IrOp.Xor, value, b.Const(value.Type, -1));
        return PopCount(b, b.Binary(IrOp.And, below, inverted));
    }

    /// <summary>
    /// Looks for the highest bit by halves: shifts right by half the bits, a quarter, ... where that leaves something. What is left has
    /// <paramref name="last"/> bits at most; with it comes by how many bits it was shifted.
    /// </summary>
    private static (Value Count, Value Left) Halve(FunctionBuilder b, Value value, int last)
    {
        Value count = b.Const(value.Type, 0);
        for (int distance = BitsOf(value) / 2; distance >= last; distance /= 2)
        {
            BasicBlock low = b.AddBlock(), high = b.AddBlock(), join = b.AddBlock();
            Value shift = b.Const(value.Type, distance);
            // A constant of 2^32 doesn't fit an instruction.
            Value isLow = distance == 32
                ? b.Compare(IrOp.Eq, b.Binary(IrOp.ShrU, value, shift), b.Const(value.Type, 0))
                : b.Compare(IrOp.LtU, value, b.Const(value.Type, 1L << distance));
            b.Branch(isLow, low, high);
            b.PositionAt(low);
            b.Jump(join);
            b.PositionAt(high);
            Value shifted = b.Binary(IrOp.ShrU, value, shift);
            Value counted = b.Binary(IrOp.Add, count, shift);
            b.Jump(join);
            b.PositionAt(join);
            value = b.Phi(value.Type, value, shifted);
            count = b.Phi(value.Type, count, counted);
        }

        return (count, value);
    }

    /// <summary>Counts bits in pairs, nibbles, bytes, then adds the bytes up by a multiplication.</summary>
    private static Value PopCount(FunctionBuilder b, Value value)
    {
        Value Mask(ulong pattern) => b.Const(value.Type, unchecked((long)pattern));
        Value Shift(Value v, int count) => b.Binary(IrOp.ShrU, v, b.Const(value.Type, count));

        Value pairs = b.Binary(IrOp.Sub, value, b.Binary(IrOp.And, Shift(value, 1), Mask(0x5555_5555_5555_5555)));
        Value nibbles = b.Binary(
            IrOp.Add, b.Binary(IrOp.And, pairs, Mask(0x3333_3333_3333_3333)), b.Binary(IrOp.And, Shift(pairs, 2), Mask(0x3333_3333_3333_3333)));
        Value bytes = b.Binary(IrOp.And, b.Binary(IrOp.Add, nibbles, Shift(nibbles, 4)), Mask(0x0f0f_0f0f_0f0f_0f0f));
        return Shift(b.Binary(IrOp.Mul, bytes, Mask(0x0101_0101_0101_0101)), BitsOf(value) - 8);
    }

    private static int BitsOf(Value value) => value.Type.Kind == IrKind.I64 ? 64 : 32;
}
