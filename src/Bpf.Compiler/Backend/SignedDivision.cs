using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Backend;

/// <summary>
/// Signed division and remainder for targets without them: unsigned ones of the magnitudes, the sign put back, without a jump.
/// With s = a >> 31 (all ones for negative a), |a| = (a ^ s) - s; the quotient is negative where the signs differ, the
/// remainder where a is.
/// </summary>
internal static class SignedDivision
{
    /// <returns>True where there was one.</returns>
    public static bool Expand(Function function)
    {
        bool any = false;
        foreach (BasicBlock block in function.Blocks)
        {
            for (int i = 0; i < block.Values.Count; i++)
            {
                Value value = block.Values[i];
                if (value.Op is not (IrOp.DivS or IrOp.ModS))
                    continue;
                i += Expand(function, block, i, value);
                any = true;
            }
        }

        return any;
    }

    private static int Expand(Function function, BasicBlock block, int at, Value value)
    {
        int start = at;
        Value Insert(IrOp op, params Value[] operands)
        {
            Value made = function.NewValue(op, value.Type, value.Location, operands);
            made.Block = block;
            block.Values.Insert(at++, made);
            return made;
        }

        Value shift = Insert(IrOp.Const);
        shift.Constant = value.Type.Kind == IrKind.I64 ? 63 : 31;
        (Value a, Value b) = (value.Operands[0], value.Operands[1]);
        Value signA = Insert(IrOp.ShrS, a, shift);
        Value signB = Insert(IrOp.ShrS, b, shift);
        Value magnitudeA = Insert(IrOp.Sub, Insert(IrOp.Xor, a, signA), signA);
        Value magnitudeB = Insert(IrOp.Sub, Insert(IrOp.Xor, b, signB), signB);
        bool isDivision = value.Op == IrOp.DivS;
        Value result = Insert(isDivision ? IrOp.DivU : IrOp.ModU, magnitudeA, magnitudeB);
        Value sign = isDivision ? Insert(IrOp.Xor, signA, signB) : signA;
        Value flipped = Insert(IrOp.Xor, result, sign);
        value.Op = IrOp.Sub;
        value.Operands.Clear();
        value.Operands.Add(flipped);
        value.Operands.Add(sign);
        return at - start;
    }
}
