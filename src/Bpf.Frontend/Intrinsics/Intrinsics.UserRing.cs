using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Records from user space. How the kernel calls back: Documentation/bpf/ringbuf.rst, <c>bpf_user_ringbuf_drain</c> of bpf-helpers(7).</summary>
internal static partial class IntrinsicTable
{
    private const int GoOn = 0;

    private static void AddUserRings() =>
        Row("M:Bpf.UserRingBuffer`1.Drain``1(``0@,Bpf.UserRecordBody{`0,``0})", Drain);

    private static Operand Drain(IntrinsicCall c)
    {
        DeclaredMap map = c.Map();
        int size = map.Value.Size;
        CallbackShape shape = new([IrType.Ptr(Provenance.Stack)], [0]) { Prepare = (b, parameters) => parameters[0] = Copied(b, parameters[0], size) };
        Callback body = c.Lowering.MakeCallback(c.ArgumentOf(1), c.Place(0), shape);
        Value drained = c.B.CallHelper(HelperId.UserRingbufDrain, IrType.I64, c.MapAddress(), c.B.FunctionAddress(body.Function), body.Data, c.B.I64(0));
        c.Lowering.AfterCallback(body, c.Operation);
        return c.Number(drained);
    }

    /// <summary>A record is handed over as a dynptr: its copy on the stack. One that is shorter than the type is passed over.</summary>
    private static Value Copied(FunctionBuilder b, Value dynptr, int size)
    {
        Value copy = b.Alloca(size, 8);
        Value failed = b.CallHelper(HelperId.DynptrRead, IrType.I64, copy, b.I64(size), dynptr, b.I64(0), b.I64(0));
        BasicBlock shorter = b.AddBlock(), whole = b.AddBlock();
        b.Branch(b.Compare(IrOp.Ne, failed, b.I64(0)), shorter, whole);
        b.PositionAt(shorter);
        b.Return(b.I32(GoOn));
        b.PositionAt(whole);
        return copy;
    }
}
