using Bpf.Compiler.Ir;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Members of <c>T?</c>, and how the flow graph calls them.</summary>
internal static partial class IntrinsicTable
{
    private static void AddNullables()
    {
        Row("P:System.Nullable`1.HasValue", c => c.Bool(c.Lowering.HasValue(c.ThisPlace())));
        Row("M:System.Nullable`1.get_HasValue", c => c.Bool(c.Lowering.HasValue(c.ThisPlace())));
        Row("P:System.Nullable`1.Value", Held);
        Row("M:System.Nullable`1.get_Value", Held);
        Row("M:System.Nullable`1.GetValueOrDefault", c =>
        {
            Place nullable = c.ThisPlace();
            return c.Lowering.ValueOr(c.Lowering.HasValue(nullable), nullable, null, c.Operation);
        });
        Row("M:System.Nullable`1.GetValueOrDefault(`0)", c =>
        {
            Place nullable = c.ThisPlace();
            Value has = c.Lowering.HasValue(nullable);
            return c.Lowering.ValueOr(has, nullable, c.Given(0), c.Operation);
        });
        Row("M:System.Nullable`1.#ctor(`0)", c => c.Lowering.NullableWhere(c.B.I32(1), c.Type, () => c.Given(0), c.Operation));
    }

    private static Operand Held(IntrinsicCall c)
    {
        Place nullable = c.ThisPlace();
        c.Lowering.Guard(c.B.Compare(IrOp.Eq, c.Lowering.HasValue(nullable), c.B.I32(0)), FaultKind.NullableWithoutValue);
        return c.Lowering.Read(c.Lowering.HeldPlace(nullable, c.Operation));
    }
}
