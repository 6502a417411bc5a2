using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>What instructions sets of other machines have for bits, in eBPF's.</summary>
internal static class NumberBits
{
    /// <summary>A number's own bits: those that a narrow negative one is extended by are not.</summary>
    public static Value Of(FunctionBuilder b, Value value, Scalar type) => type is { Signed: true, Width: < 4 } ? Numbers.Fit(b, value, type with { Signed = false }) : value;

    /// <summary>How far C# shifts a number: instructions mask the count by 31 or 63.</summary>
    public static Value ShiftCount(FunctionBuilder b, Value count, Scalar type) =>
        type.Width < 4 ? b.Binary(IrOp.And, count, b.Const(count.Type, (8 * type.Width) - 1)) : count;

    public static Value LeadingZeros(FunctionBuilder b, Value bits, Scalar type)
    {
        Value all = b.Const(bits.Type, 8 * type.Width);
        (Value count, Value rest) = Halve(b, bits, last: 1);
        return b.Binary(IrOp.Sub, all, b.Binary(IrOp.Add, count, rest));
    }

    public static Value TrailingZeros(FunctionBuilder b, Value bits, Scalar type)
    {
        if (type.Width < 4) bits = b.Binary(IrOp.Or, bits, b.I32(1 << (8 * type.Width)));
        Value below = b.Binary(IrOp.Sub, bits, b.Const(bits.Type, 1));
        Value inverted = b.Binary(IrOp.Xor, bits, b.Const(bits.Type, -1));
        return PopCount(b, b.Binary(IrOp.And, below, inverted));
    }

    /// <summary>The number of the highest bit; 0 for 0.</summary>
    public static Value Log2(FunctionBuilder b, Value bits)
    {
        (Value count, Value rest) = Halve(b, bits, last: 2);
        return b.Binary(IrOp.Add, count, b.Binary(IrOp.ShrU, rest, b.Const(rest.Type, 1)));
    }

    /// <summary>The next power of two; 0 for 0, and where that has no more room.</summary>
    public static Value RoundUp(FunctionBuilder b, Value value)
    {
        Value filled = b.Binary(IrOp.Sub, value, b.Const(value.Type, 1));
        for (int distance = 1; distance < BitsOf(value); distance *= 2)
            filled = b.Binary(IrOp.Or, filled, b.Binary(IrOp.ShrU, filled, b.Const(value.Type, distance)));
        return b.Binary(IrOp.Add, filled, b.Const(value.Type, 1));
    }

    /// <summary>Counts bits in pairs, nibbles, bytes, then adds the bytes up by a multiplication.</summary>
    public static Value PopCount(FunctionBuilder b, Value value)
    {
        Value Mask(ulong pattern) => b.Const(value.Type, unchecked((long)pattern));
        Value Shift(Value v, int count) => b.Binary(IrOp.ShrU, v, b.Const(value.Type, count));

        Value pairs = b.Binary(IrOp.Sub, value, b.Binary(IrOp.And, Shift(value, 1), Mask(0x5555_5555_5555_5555)));
        Value nibbles = b.Binary(
            IrOp.Add, b.Binary(IrOp.And, pairs, Mask(0x3333_3333_3333_3333)), b.Binary(IrOp.And, Shift(pairs, 2), Mask(0x3333_3333_3333_3333)));
        Value bytes = b.Binary(IrOp.And, b.Binary(IrOp.Add, nibbles, Shift(nibbles, 4)), Mask(0x0f0f_0f0f_0f0f_0f0f));
        return Shift(b.Binary(IrOp.Mul, bytes, Mask(0x0101_0101_0101_0101)), BitsOf(value) - 8);
    }

    /// <summary>The upper 64 bits of a product of 128: of the products of halves, carried on from the lowest.</summary>
    public static Value HighProduct(FunctionBuilder b, Value x, Value y, bool isSigned)
    {
        Value Low(Value v) => b.ZExt(b.Trunc(v));
        Value High(Value v) => b.Binary(IrOp.ShrU, v, b.I64(32));
        Value Times(Value v, Value w) => b.Binary(IrOp.Mul, v, w);

        Value first = b.Binary(IrOp.Add, Times(High(x), Low(y)), High(Times(Low(x), Low(y))));
        Value second = b.Binary(IrOp.Add, Times(Low(x), High(y)), Low(first));
        Value high = b.Binary(IrOp.Add, b.Binary(IrOp.Add, Times(High(x), High(y)), High(first)), High(second));
        if (!isSigned) return high;

        // A negative factor was taken for one that is 2^64 greater.
        Value IfNegative(Value v, Value w) => b.Binary(IrOp.And, b.Binary(IrOp.ShrS, v, b.I64(63)), w);
        return b.Binary(IrOp.Sub, b.Binary(IrOp.Sub, high, IfNegative(x, y)), IfNegative(y, x));
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
            Value kept = distance == 32 ? b.ZExt(b.Trunc(value)) : value; // of the shifted bits nobody learns what the others are
            b.Jump(join);
            b.PositionAt(high);
            Value shifted = b.Binary(IrOp.ShrU, value, shift);
            Value counted = b.Binary(IrOp.Add, count, shift);
            b.Jump(join);
            b.PositionAt(join);
            value = b.Phi(value.Type, kept, shifted);
            count = b.Phi(value.Type, count, counted);
        }

        return (count, value);
    }

    private static int BitsOf(Value value) => value.Type.Kind == IrKind.I64 ? 64 : 32;
}
