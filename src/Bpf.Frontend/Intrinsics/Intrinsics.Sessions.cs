using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Programs at entry and return of a function. Source: the types of Linux 6.12 and 7.2, whose functions differ by an argument.</summary>
internal static partial class IntrinsicTable
{
    private const string IsReturn = "bpf_session_is_return", Cookie = "bpf_session_cookie";

    private static void AddSessions()
    {
        // The upper bits of a bool's register are anything.
        Row("P:Bpf.ProbeSession.IsReturn", c =>
            c.Bool(c.B.Compare(IrOp.Ne, c.B.Binary(IrOp.And, OfSession(c, IsReturn, IrType.I32), c.B.I32(byte.MaxValue)), c.B.I32(0))));
        PlaceRow("P:Bpf.ProbeSession.Cookie", c => Place.At(
            OfSession(c, Cookie, IrType.Ptr(Provenance.Btf)), 0, c.Type));
    }

    /// <summary>What a session's function says: of the context, or of nothing before Linux 7.0.</summary>
    private static Value OfSession(IntrinsicCall c, string function, IrType type)
    {
        MethodLowering lowering = c.Lowering;
        if (!IsSession(c))
            throw lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "only [KprobeSession] and [UprobeSession] programs see a call twice");
        FunctionBuilder b = c.B;
        int size = type.IsPtr ? 8 : 4;
        Value result = b.Alloca(size, size);
        lowering.When(lowering.HasKernel(c.Operation, function),
            () => b.Store(result, 0, lowering.CallKernel(c.Operation, function, lowering.ContextPointer), size),
            () => b.Store(result, 0, lowering.CallKernel(c.Operation, function + KernelPrototypes.Before7), size));
        return b.Load(type, result, 0, size);
    }

    private static bool IsSession(IntrinsicCall c) => c.Lowering.Program.AttachType is AttachType.TraceKprobeSession or AttachType.TraceUprobeSession;
}
