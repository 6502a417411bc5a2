using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>References that map values own. Source: <c>bpf_kptr_xchg</c> of bpf-helpers(7); <c>btf_find_kptr</c>, kernel/bpf/btf.c, on how a field says that it is one.</summary>
internal static partial class IntrinsicTable
{
    private static void AddKptrs()
    {
        Row("M:Bpf.Kptr`1.Exchange(Bpf.Ref{`0})", c =>
        {
            Value field = c.ThisAddress();
            return Exchanged(c, field, c.Value(0));
        });
        Row("M:Bpf.Kptr`1.Take", c => Exchanged(c, c.ThisAddress(), c.B.Null(IrType.Ptr(Provenance.Btf))));
        Row("M:Bpf.Kptr`1.Peek", c => Operand.Of(c.B.Load(IrType.Ptr(Provenance.Btf), c.ThisAddress(), 0, 8), c.Type));
    }

    private static Operand Exchanged(IntrinsicCall c, Value field, Value reference) =>
        Operand.Of(c.B.CallHelper(HelperId.KptrXchg, IrType.Ptr(Provenance.Btf), field, reference), c.Type);
}
