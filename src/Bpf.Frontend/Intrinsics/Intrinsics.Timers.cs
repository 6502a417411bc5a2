using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Timers in map values. How the kernel calls back: <c>set_timer_callback_state</c>, kernel/bpf/verifier.c; bpf-helpers(7).</summary>
internal static partial class IntrinsicTable
{
    private static CallbackShape TimerBody => s_mapBody with { RunsLater = true };

    private static void AddTimers()
    {
        Row("M:Bpf.BpfTimer.TryInit(Bpf.MapDeclaration,Bpf.TimerClock)", c =>
        {
            Value timer = c.ThisAddress();
            return Succeeded(c, c.B.CallHelper(HelperId.TimerInit, IrType.I64, timer, c.MapAddress(0), c.B.ZExt(c.Value(1))));
        });
        Row("M:Bpf.BpfTimer.TrySetCallback``2(Bpf.TimerBody{``0,``1})", c =>
        {
            Value timer = c.ThisAddress();
            Callback body = c.Lowering.MakeCallback(c.ArgumentOf(0), null, TimerBody);
            return Succeeded(c, c.B.CallHelper(HelperId.TimerSetCallback, IrType.I64, timer, c.B.FunctionAddress(body.Function)));
        });
        Row("M:Bpf.BpfTimer.TryStart(System.UInt64)", c =>
        {
            Value timer = c.ThisAddress();
            return Succeeded(c, c.B.CallHelper(HelperId.TimerStart, IrType.I64, timer, c.Value(0), c.B.I64(0)));
        });
        Row("M:Bpf.BpfTimer.Cancel", c => c.Bool(c.B.Compare(IrOp.Eq, c.B.CallHelper(HelperId.TimerCancel, IrType.I64, c.ThisAddress()), c.B.I64(1))));
    }
}
