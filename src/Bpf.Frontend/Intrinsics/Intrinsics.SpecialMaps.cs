using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Maps that hold something else than values by key: queues, filters, stacks, sockets, interfaces.</summary>
internal static partial class IntrinsicTable
{
    /// <summary><c>BPF_F_CURRENT_CPU</c>.</summary>
    private const long CurrentCpu = 0xffff_ffff;

    private static void AddSpecialMaps()
    {
        Row("M:Bpf.SequenceMap`1.TryPush(`0@)", c => Push(c));
        Row("M:Bpf.SequenceMap`1.TryPop(`0@)", c => Take(c, HelperId.MapPopElem));
        Row("M:Bpf.SequenceMap`1.TryPeek(`0@)", c => Take(c, HelperId.MapPeekElem));
        Row("M:Bpf.BloomFilter`1.TryAdd(`0@)", c => Push(c));
        Row("M:Bpf.BloomFilter`1.MayContain(`0@)", c =>
        {
            Value map = MapOf(c);
            return Succeeded(c, c.B.CallHelper(HelperId.MapPeekElem, IrType.I64, map, Spill(c, 0, c.Map().Value)));
        });
        Row("M:Bpf.PerfEventArray`1.TryOutput(`0@)", c =>
        {
            Value map = MapOf(c);
            Value data = Spill(c, 0, c.Map().Value);
            return Succeeded(c, c.B.CallHelper(
                HelperId.PerfEventOutput, IrType.I64, c.Lowering.ContextPointer, map, c.B.I64(CurrentCpu), data, c.B.I64(c.Map().Value.Size)));
        });
        Row("M:Bpf.StackTraceMap.Capture(Bpf.StackFlags)", c =>
        {
            Value map = MapOf(c);
            return c.Number(c.B.CallHelper(HelperId.GetStackid, IrType.I64, c.Lowering.ContextPointer, map, c.Value(0)));
        });
        Row("M:Bpf.CgroupArray.ContainsCurrentTask(System.UInt32)", c =>
        {
            Value map = MapOf(c);
            Value answer = c.B.CallHelper(HelperId.CurrentTaskUnderCgroup, IrType.I64, map, c.B.ZExt(c.Value(0)));
            return c.Bool(c.B.Compare(IrOp.Eq, answer, c.B.I64(1)));
        });
        Row("M:Bpf.RedirectMap.Redirect(System.UInt32,Bpf.XdpAction)", c =>
        {
            Value map = MapOf(c);
            Value key = c.B.ZExt(c.Value(0));
            return c.Number(c.B.CallHelper(HelperId.RedirectMap, IrType.I64, map, key, c.B.ZExt(c.Value(1))));
        });
        Row("M:Bpf.ReuseportArray.TrySelect(System.UInt32)", c =>
        {
            Value map = MapOf(c);
            Value index = Spill(c, 0, c.Map().Key!);
            return Succeeded(c, c.B.CallHelper(HelperId.SkSelectReuseport, IrType.I64, c.Lowering.ContextPointer, map, index, c.B.I64(0)));
        });
    }

    private static Value MapOf(IntrinsicCall c) => c.MapAddress();

    private static Operand Push(IntrinsicCall c)
    {
        Value map = MapOf(c);
        Value value = Spill(c, 0, c.Map().Value);
        return Succeeded(c, c.B.CallHelper(HelperId.MapPushElem, IrType.I64, map, value, c.B.I64(Any)));
    }

    private static Operand Take(IntrinsicCall c, HelperId helper)
    {
        Value map = MapOf(c);
        return ReadInto(c, 0, (memory, _) => c.B.CallHelper(helper, IrType.I64, map, memory));
    }
}
