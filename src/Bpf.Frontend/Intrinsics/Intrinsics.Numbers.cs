using Bpf.Compiler.Ir;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Intrinsics;

/// <summary>What Math has that number types don't; sizes and lengths. <see cref="NumberMembers"/> has the rest.</summary>
internal static partial class IntrinsicTable
{
    private static void AddNumbers()
    {
        Row("P:System.String.Length", c => c.Instance is { ConstantValue: { HasValue: true, Value: string text } }
            ? c.Number(c.B.I32(text.Length)) : throw c.Lowering.Unsupported(c.Operation));
        Row("M:System.Runtime.CompilerServices.Unsafe.SizeOf``1", c => c.Number(c.B.I32(c.LayoutOf(c.Method.TypeArguments[0]).Size)));

        Row("M:System.Enum.HasFlag(System.Enum)", HasFlag);

        const string BigMul = "M:System.Math.BigMul";
        Row(BigMul + "(System.Int32,System.Int32)", c => { Value a = c.B.SExt(c.Value(0)); return c.Number(c.B.Binary(IrOp.Mul, a, c.B.SExt(c.Value(1)))); });
        Row(BigMul + "(System.UInt32,System.UInt32)", c => { Value a = c.B.ZExt(c.Value(0)); return c.Number(c.B.Binary(IrOp.Mul, a, c.B.ZExt(c.Value(1)))); });
        Row(BigMul + "(System.Int64,System.Int64,System.Int64@)", c => LongProduct(c, isSigned: true));
        Row(BigMul + "(System.UInt64,System.UInt64,System.UInt64@)", c => LongProduct(c, isSigned: false));
    }

    /// <summary>All bits of the flag; of another enum C# would throw.</summary>
    private static Operand HasFlag(IntrinsicCall c)
    {
        IOperation flag = c.ArgumentOf(0) is IConversionOperation { OperatorMethod: null } boxed ? boxed.Operand : c.ArgumentOf(0);
        if (c.Instance?.Type is not { } type || flag.Type is not { } other || !SymbolEqualityComparer.Default.Equals(c.Lowering.TypeOf(type), c.Lowering.TypeOf(other)))
            throw c.Lowering.Unsupported(c.Operation);
        Value value = c.This(), bits = c.Lowering.ValueOf(flag);
        return c.Bool(c.B.Compare(IrOp.Eq, c.B.Binary(IrOp.And, value, bits), bits));
    }

    private static Operand LongProduct(IntrinsicCall c, bool isSigned)
    {
        Value x = c.Value(0), y = c.Value(1);
        Place low = c.Place(2);
        c.Lowering.Assign(low, Operand.Of(c.B.Binary(IrOp.Mul, x, y), low.Type), c.Operation);
        return c.Number(NumberBits.HighProduct(c.B, x, y, isSigned));
    }
}
