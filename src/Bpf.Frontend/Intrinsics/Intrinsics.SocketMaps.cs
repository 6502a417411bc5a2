using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Maps of sockets. Sources: net/core/sock_map.c, bpf-helpers(7).</summary>
internal static partial class IntrinsicTable
{
    /// <summary><c>BPF_F_INGRESS</c>.</summary>
    private const long Ingress = 1;

    private static void AddSocketMaps()
    {
        Row("M:Bpf.SockMap.Redirect(System.UInt32,System.Boolean)", c => RedirectToSocket(c, HelperId.SkRedirectMap, HelperId.MsgRedirectMap, Index));
        Row("M:Bpf.SockHash`1.Redirect(`0@,System.Boolean)", c => RedirectToSocket(c, HelperId.SkRedirectHash, HelperId.MsgRedirectHash, KeyOf));
        Row("M:Bpf.SockMap.TryAddConnection(System.UInt32)", c => AddConnection(c, HelperId.SockMapUpdate));
        Row("M:Bpf.SockHash`1.TryAddConnection(`0@)", c => AddConnection(c, HelperId.SockHashUpdate));
    }

    private static Value Index(IntrinsicCall c) => c.B.ZExt(c.Value(0));

    private static Value KeyOf(IntrinsicCall c) => Spill(c, 0, c.Map().Key!);

    private static Operand RedirectToSocket(IntrinsicCall c, HelperId ofStreams, HelperId ofMessages, System.Func<IntrinsicCall, Value> key)
    {
        HelperId helper = c.Lowering.Program.Type switch
        {
            ProgramType.SkSkb => ofStreams,
            ProgramType.SkMsg => ofMessages,
            ProgramType other => throw c.Lowering.Report(
                RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), $"{other} programs don't redirect to sockets"),
        };
        Value map = MapOf(c);
        Value which = key(c);
        Value flags = c.B.Binary(IrOp.Mul, c.B.ZExt(c.Value(1)), c.B.I64(Ingress));
        return c.Number(c.B.CallHelper(helper, IrType.I64, c.Lowering.ContextPointer, map, which, flags));
    }

    private static Operand AddConnection(IntrinsicCall c, HelperId helper)
    {
        if (c.Lowering.Program.Type is var type and not ProgramType.SockOps)
            throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), $"{type} programs see no connection being made; [SockOps] programs do");
        Value map = MapOf(c);
        return Succeeded(c, c.B.CallHelper(helper, IrType.I64, c.Lowering.ContextPointer, map, KeyOf(c), c.B.I64(Any)));
    }
}
