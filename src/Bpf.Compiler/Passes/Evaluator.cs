using System;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Passes;

/// <summary>What pure operations give for constants, exactly as C# and the machine have it.</summary>
internal static class Evaluator
{
    /// <summary>The result of a pure operation whose operands are integer constants (null pointers count as 0); null where it has none (x / 0).</summary>
    public static long? Evaluate(Value value)
    {
        if (IsLoopOfNoRounds(value))
            return 0;
        if (!value.Op.IsPure() || value.Operands.Count is 0 or > 2)
            return null;
        foreach (Value operand in value.Operands)
        {
            if (operand.Op is not (IrOp.Const or IrOp.Null))
                return null;
        }

        long a = value.Operands[0].Op == IrOp.Null ? 0 : value.Operands[0].Constant;
        bool is32 = value.Operands[0].Type.Kind == IrKind.I32;
        if (value.Operands.Count == 1)
            return Unary(value, a);
        long b = value.Operands[1].Op == IrOp.Null ? 0 : value.Operands[1].Constant;
        if (value.Op.IsComparison())
            return Compare(value.Op, a, b) ? 1 : 0;
        return value.Op == IrOp.PtrAdd ? null : Binary(value.Op, is32, a, b);
    }

    /// <summary>
    /// True for <c>bpf_loop</c> with a count of 0. It does nothing, and must not stay: the verifier never reaches the body, removes it, and then
    /// fails to find what the call refers to.
    /// </summary>
    private static bool IsLoopOfNoRounds(Value value) =>
        value is { Op: IrOp.CallHelper, Helper: HelperId.Loop } && value.Operands[0] is { Op: IrOp.Const, Constant: 0 };

    /// <summary>Compares; 32-bit constants being held sign-extended, both orders are those of 64 bits.</summary>
    public static bool Compare(IrOp op, long a, long b) => op switch
    {
        IrOp.Eq => a == b,
        IrOp.Ne => a != b,
        IrOp.LtU => (ulong)a < (ulong)b,
        IrOp.LeU => (ulong)a <= (ulong)b,
        IrOp.LtS => a < b,
        IrOp.LeS => a <= b,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private static long? Binary(IrOp op, bool is32, long a, long b)
    {
        unchecked
        {
            ulong ua = is32 ? (uint)a : (ulong)a, ub = is32 ? (uint)b : (ulong)b;
            int count = (int)b & (is32 ? 31 : 63);
            long least = is32 ? int.MinValue : long.MinValue;
            if (op.IsDivision() && (b == 0 || (op is IrOp.DivS or IrOp.ModS && b == -1 && a == least)))
                return null;
            long result = op switch
            {
                IrOp.Add => a + b,
                IrOp.Sub => a - b,
                IrOp.Mul => a * b,
                IrOp.DivU => (long)(ua / ub),
                IrOp.DivS => a / b,
                IrOp.ModU => (long)(ua % ub),
                IrOp.ModS => a % b,
                IrOp.And => a & b,
                IrOp.Or => a | b,
                IrOp.Xor => a ^ b,
                IrOp.Shl => a << count,
                IrOp.ShrU => (long)(ua >> count),
                IrOp.ShrS => a >> count,
                _ => throw new ArgumentOutOfRangeException(nameof(op)),
            };
            return is32 ? (int)result : result;
        }
    }

    private static long? Unary(Value value, long a)
    {
        unchecked
        {
            long? result = value.Op switch
            {
                IrOp.Trunc => (int)a,
                IrOp.ZExt => (uint)a,
                IrOp.SExt => (int)a,
                IrOp.SExtIn => value.Width switch { 1 => (sbyte)a, 2 => (short)a, _ => (int)a },
                IrOp.ZExtIn => value.Width switch { 1 => (byte)a, 2 => (ushort)a, _ => (uint)a },
                IrOp.ByteSwap => Swap(a, value.Width),
                _ => null,
            };
            return value.Type.Kind == IrKind.I32 && result is { } r ? (int)r : result;
        }
    }

    private static long Swap(long a, int width)
    {
        long result = 0;
        for (int i = 0; i < width; i++)
            result = (result << 8) | (a >> (8 * i) & 0xff);
        return result;
    }
}
