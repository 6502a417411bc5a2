using Bpf.Compiler.Ir;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Work queues in map values: their functions are called back as those of timers are. Source: <c>bpf_wq_init</c> and its kin, kernel/bpf/helpers.c.</summary>
internal static partial class IntrinsicTable
{
    private const string SetCallback = "bpf_wq_set_callback", SetCallbackBefore7 = "bpf_wq_set_callback_impl";

    private static void AddWorkQueues()
    {
        Row("M:Bpf.BpfWorkQueue.TryInit(Bpf.MapDeclaration)", c =>
        {
            Value queue = c.ThisAddress();
            return Done(c, c.Lowering.CallKernel(c.Operation, "bpf_wq_init", queue, c.MapAddress(0), c.B.I32(0)));
        });
        Row("M:Bpf.BpfWorkQueue.TrySetCallback``2(Bpf.WorkBody{``0,``1})", c =>
        {
            FunctionBuilder b = c.B;
            MethodLowering lowering = c.Lowering;
            Value queue = c.ThisAddress();
            Value body = b.FunctionAddress(lowering.MakeCallback(c.ArgumentOf(0), null, TimerBody).Function);
            Value result = b.Alloca(4, 4);
            lowering.When(lowering.HasKernel(c.Operation, SetCallback),
                () => b.Store(result, 0, lowering.CallKernel(c.Operation, SetCallback, queue, body, b.I32(0)), 4),
                // The kernel's verifier puts the program there.
                () => b.Store(result, 0, lowering.CallKernel(c.Operation, SetCallbackBefore7, queue, body, b.I32(0), b.I64(0)), 4));
            return Done(c, b.Load(IrType.I32, result, 0, 4, signed: true));
        });
        Row("M:Bpf.BpfWorkQueue.TryStart", c => Done(c, c.Lowering.CallKernel(c.Operation, "bpf_wq_start", c.ThisAddress(), c.B.I32(0))));
    }

    private static Operand Done(IntrinsicCall c, Value result) => c.Bool(c.B.Compare(IrOp.Eq, result, c.B.I32(0)));
}
