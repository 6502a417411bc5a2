using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>
/// Dynptrs, which stay where they are on the stack. Behind the kernel's 16 bytes stands whether there is nothing (more) to release. Source: bpf-helpers(7),
/// kernel/bpf/helpers.c.
/// </summary>
internal static partial class IntrinsicTable
{
    /// <summary>Where a dynptr says whether there is nothing to release, in bytes.</summary>
    private const int Released = 16;

    private static void AddDynptrs()
    {
        Row("M:Bpf.DynamicRingBuffer.TryReserve(System.UInt32,Bpf.Dynptr@)", ReserveDynptr);
        Row("M:Bpf.Dynptr.TryFrom``1(``0@,Bpf.Dynptr@)", c =>
        {
            Place memory = c.Place(0);
            Value size = c.B.I64(c.LayoutOf(memory.Type).Size);
            return Borrowed(c, dynptr => c.B.CallHelper(HelperId.DynptrFromMem, IrType.I64, c.Lowering.AddressOf(memory), size, c.B.I64(0), dynptr));
        });
        foreach ((string context, string function) in new[] { ("Bpf.XdpContext", "bpf_dynptr_from_xdp"), ("Bpf.SkBuff@", "bpf_dynptr_from_skb") })
        {
            Row($"M:Bpf.Dynptr.TryFrom({context},Bpf.Dynptr@)", c => Borrowed(
                c, dynptr => c.B.SExt(c.Lowering.CallKernel(c.Operation, function, c.Lowering.ContextPointer, c.B.I64(0), dynptr))));
        }

        Row("M:Bpf.Dynptr.TryRead``1(System.UInt32,``0@)", c =>
        {
            Value dynptr = c.ThisAddress(), offset = c.B.ZExt(c.Value(0));
            return ReadInto(c, 1, (memory, size) =>
            {
                c.B.Zero(memory, 0, size); // the helper leaves it as it is where it fails
                return c.B.CallHelper(HelperId.DynptrRead, IrType.I64, memory, c.B.I64(size), dynptr, offset, c.B.I64(0));
            });
        });
        Row("M:Bpf.Dynptr.TryWrite``1(System.UInt32,``0@)", c =>
        {
            Value dynptr = c.ThisAddress(), offset = c.B.ZExt(c.Value(0));
            Layout.TypeLayout layout = c.LayoutOf(c.Method.TypeArguments[0]);
            return WriteDynptr(c, dynptr, offset, Spill(c, 1, layout), c.B.I64(layout.Size));
        });
        Row("M:Bpf.Dynptr.TryWrite(System.UInt32,System.ReadOnlySpan{System.Byte})", c =>
        {
            Value dynptr = c.ThisAddress(), offset = c.B.ZExt(c.Value(0));
            SpanValue bytes = c.Span(1);
            return WriteDynptr(c, dynptr, offset, c.B.PtrAdd(bytes.Base, bytes.Offset), c.B.ZExt(bytes.Length));
        });
        Row("M:Bpf.Dynptr.TryRef``1(System.UInt32,Bpf.Ref{``0}@)", c =>
        {
            Value dynptr = c.ThisAddress(), offset = c.B.ZExt(c.Value(0));
            Place result = c.Place(1);
            Value size = c.B.I64(c.LayoutOf(((INamedTypeSymbol)result.Type).TypeArguments[0]).Size);
            Value found = c.B.CallHelper(HelperId.DynptrData, IrType.Ptr(Provenance.Reservation), dynptr, offset, size);
            c.Lowering.Assign(result, Operand.Of(found, result.Type), c.Operation);
            return c.Bool(IsNull(c.B, found, IrOp.Ne));
        });
        Row("M:Bpf.Dynptr.Submit", c => Release(c, c.ThisAddress(), HelperId.RingbufSubmitDynptr));
        Row("M:Bpf.Dynptr.Discard", c => Release(c, c.ThisAddress(), HelperId.RingbufDiscardDynptr));
        Row("M:Bpf.Dynptr.Dispose", c =>
        {
            Value dynptr = c.ThisAddress();
            c.Lowering.When(c.B.Compare(IrOp.Eq, c.B.Load(IrType.I64, dynptr, Released, 8), c.B.I64(0)), () => Release(c, dynptr, HelperId.RingbufDiscardDynptr));
            return Operand.Nothing;
        });
    }

    /// <summary>Kernels want a reservation given back even where it failed: that is done here.</summary>
    private static Operand ReserveDynptr(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        Declarations.DeclaredMap map = c.Map();
        Value length = b.ZExt(c.Value(0));
        Value dynptr = c.Lowering.AddressOf(c.Place(1));
        Value failed = b.CallHelper(HelperId.RingbufReserveDynptr, IrType.I64, c.MapAddress(), length, b.I64(0), dynptr);
        Value succeeded = b.Compare(IrOp.Eq, failed, b.I64(0));
        c.Lowering.When(succeeded, () => b.Store(dynptr, Released, b.I64(0), 8), () =>
        {
            Release(c, dynptr, HelperId.RingbufDiscardDynptr);
            CountLoss(b, map);
        });
        return c.Bool(succeeded);
    }

    /// <summary>A dynptr for memory that belongs to others.</summary>
    private static Operand Borrowed(IntrinsicCall c, System.Func<Value, Value> make)
    {
        Value dynptr = c.Lowering.AddressOf(c.Place(1));
        Value failed = make(dynptr);
        c.B.Store(dynptr, Released, c.B.I64(1), 8);
        return Succeeded(c, failed);
    }

    private static Operand WriteDynptr(IntrinsicCall c, Value dynptr, Value offset, Value memory, Value size) =>
        Succeeded(c, c.B.CallHelper(HelperId.DynptrWrite, IrType.I64, dynptr, offset, memory, size, c.B.I64(0)));

    private static Operand Release(IntrinsicCall c, Value dynptr, HelperId helper)
    {
        c.B.CallHelper(helper, IrType.Void, dynptr, c.B.I64(0));
        c.B.Store(dynptr, Released, c.B.I64(1), 8);
        return Operand.Nothing;
    }
}
