using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

internal sealed partial class Simplify
{
    /// <summary>Pointers into one memory compare as their offsets do; true where these two are, and the comparison is one of offsets now.</summary>
    private bool CompareOffsets(Value value, Value a, Value b)
    {
        (Value root, Value? index, long constant) = Parts(a);
        (Value otherRoot, Value? otherIndex, long otherConstant) = Parts(b);
        if (root != otherRoot) return false;
        IrOp op = value.Op switch
        {
            IrOp.LtU => IrOp.LtS, // an offset may be negative
            IrOp.LeU => IrOp.LeS,
            _ => value.Op,
        };
        Rewrite(value, op, Offset(value, index, constant), Offset(value, otherIndex, otherConstant));
        return true;
    }

    private static (Value Root, Value? Index, long Constant) Parts(Value pointer)
    {
        Value? index = null;
        long constant = 0;
        while (pointer.Op == IrOp.PtrAdd && (pointer.Operands.Count == 1 || index is null))
        {
            constant += pointer.Constant;
            if (pointer.Operands.Count == 2) index = pointer.Operands[1];
            pointer = pointer.Operands[0];
        }

        return (pointer, index, constant);
    }

    private Value Offset(Value near, Value? index, long constant)
    {
        Value number = Constant(near, IrType.I64, constant);
        return index is null ? number : constant == 0 ? index : Edit.InsertBefore(_function, near, IrOp.Add, IrType.I64, index, number);
    }
}
