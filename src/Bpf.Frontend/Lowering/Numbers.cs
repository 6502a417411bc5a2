using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;

namespace Bpf.Frontend.Lowering;

/// <summary>Numbers of C#'s types as SSA values: narrow ones in 32 bits, extended as their type says.</summary>
internal static class Numbers
{
    /// <summary>The SSA type of a scalar.</summary>
    public static IrType TypeOf(Scalar scalar) => scalar.Is64 ? IrType.I64 : IrType.I32;

    /// <summary>A constant.</summary>
    public static Value Const(FunctionBuilder b, Scalar scalar, long value) => b.Const(TypeOf(scalar), value);

    /// <summary>Makes any value of the scalar's SSA type one that the scalar can hold, dropping upper bits.</summary>
    public static Value Fit(FunctionBuilder b, Value value, Scalar scalar)
    {
        if (scalar.Width >= 4) return value;
        if (value.Op == IrOp.Const)
        {
            long n = value.Constant;
            return b.I32((scalar.Width, scalar.Signed) switch
            {
                (1, true) => (sbyte)n,
                (1, false) => (byte)n,
                (_, true) => (short)n,
                _ => (ushort)n,
            });
        }

        return scalar.Signed ? b.SExtIn(value, scalar.Width) : b.ZExtIn(value, scalar.Width);
    }

    /// <summary>An unchecked conversion between integer types.</summary>
    public static Value Convert(FunctionBuilder b, Value value, Scalar from, Scalar to)
    {
        if (from.Is64 != to.Is64)
        {
            if (value.Op == IrOp.Const)
                value = to.Is64 ? b.I64(from.Signed ? (int)value.Constant : (uint)value.Constant) : b.I32((int)value.Constant);
            else if (to.Is64) value = from.Signed ? b.SExt(value) : b.ZExt(value);
            else value = b.Trunc(value);
        }

        bool fits = from.Width < to.Width ? to.Signed || !from.Signed || to.Width >= 4 : from == to || to.Width >= 4;
        return fits ? value : Fit(b, value, to);
    }

    /// <summary>True where the value cannot be the least of its SSA type: it was extended from fewer bytes.</summary>
    public static bool IsNarrow(Value value) => value.Op switch
    {
        IrOp.SExtIn or IrOp.ZExtIn or IrOp.SExt or IrOp.ZExt => true,
        IrOp.Load => value.Width < (value.Type.Kind == IrKind.I64 ? 8 : 4),
        IrOp.Const => value.Constant != (value.Type.Kind == IrKind.I64 ? long.MinValue : int.MinValue),
        _ => false,
    };

    /// <summary>One of two values without memory: a phi behind a branch.</summary>
    public static Value Select(FunctionBuilder b, Value condition, Value ifTrue, Value ifFalse)
    {
        BasicBlock left = b.AddBlock();
        BasicBlock right = b.AddBlock();
        BasicBlock join = b.AddBlock();
        b.Branch(condition, left, right);
        b.PositionAt(left);
        b.Jump(join);
        b.PositionAt(right);
        b.Jump(join);
        b.PositionAt(join);
        return b.Phi(ifTrue.Type, ifTrue, ifFalse);
    }
}
