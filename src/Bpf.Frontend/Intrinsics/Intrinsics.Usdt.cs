using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>
/// Arguments of marked places. What the loader found out about a place is an element of a map, whose index the program is told as its cookie.
/// Layout: libbpf's <c>struct __bpf_usdt_spec</c>, so that libbpf attaches these programs, too.
/// </summary>
internal static partial class IntrinsicTable
{
    private static void AddUsdt() => Row("M:Bpf.Usdt.TryGetArgument(System.Int32,System.Int64@)", TryGetArgument);

    private static Operand TryGetArgument(IntrinsicCall c)
    {
        if (!UsdtSpec.IsSectionOfUsdt(c.Lowering.Program.Section))
            throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "only [Usdt] programs have arguments of a marked place");
        if (c.Value(0) is not { Op: IrOp.Const, Constant: >= 0 and < UsdtSpec.MostArguments and var index })
            throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "the argument's number must be a constant from 0 to 11");
        Place result = c.Place(1);
        FunctionBuilder b = c.B;
        Value value = b.Alloca(8, 8), key = b.Alloca(4, 4), found = b.Alloca(4, 4);
        b.Store(value, 0, b.I64(0), 8);
        b.Store(found, 0, b.I32(0), 4);
        b.Store(key, 0, b.Trunc(b.CallHelper(HelperId.GetAttachCookie, IrType.I64, c.Lowering.ContextPointer)), 4);
        Value spec = b.CallHelper(HelperId.MapLookupElem, IrType.Ptr(Provenance.MapValue), b.MapAddress(UsdtSpec.MapName), key);

        BasicBlock known = b.AddBlock(), there = b.AddBlock(), end = b.AddBlock();
        b.Branch(IsNull(b, spec, IrOp.Ne), known, end);
        b.PositionAt(known);
        Value count = b.Load(IrType.I32, spec, UsdtSpec.CountOffset, 2, signed: true);
        b.Branch(b.Compare(IrOp.LtS, b.I32((int)index), count), there, end);
        b.PositionAt(there);
        ReadArgument(c, spec, UsdtSpec.ArgumentSize * (int)index, value, found, end);
        b.PositionAt(end);
        c.Lowering.Assign(result, Operand.Of(b.Load(IrType.I64, value, 0, 8), result.Type), c.Operation);
        return c.Bool(b.Load(IrType.I32, found, 0, 4));
    }

    private static void ReadArgument(IntrinsicCall c, Value spec, int at, Value value, Value found, BasicBlock end)
    {
        FunctionBuilder b = c.B;
        BasicBlock constant = b.AddBlock(), notConstant = b.AddBlock(), placed = b.AddBlock(), memory = b.AddBlock(), extend = b.AddBlock();
        Value where = b.Load(IrType.I64, spec, at, 8);
        Value kind = b.Load(IrType.I32, spec, at + UsdtSpec.KindOffset, 1);
        b.Branch(b.Compare(IrOp.Eq, kind, b.I32(UsdtSpec.Constant)), constant, notConstant);
        b.PositionAt(constant);
        b.Store(value, 0, where, 8);
        b.Jump(extend);

        b.PositionAt(notConstant);
        b.Branch(b.Compare(IrOp.LeU, kind, b.I32(UsdtSpec.Memory)), placed, end);
        b.PositionAt(placed);
        Value register = b.Load(IrType.I64, spec, at + UsdtSpec.RegisterOffset, 2, signed: true);
        Value address = b.PtrAdd(c.Lowering.ContextPointer, register);
        Value readRegister = b.CallHelper(HelperId.ProbeReadKernel, IrType.I64, value, b.I64(8), address);
        BasicBlock isRead = b.AddBlock();
        b.Branch(b.Compare(IrOp.Eq, readRegister, b.I64(0)), isRead, end);
        b.PositionAt(isRead);
        b.Branch(b.Compare(IrOp.Eq, kind, b.I32(UsdtSpec.Memory)), memory, extend);
        b.PositionAt(memory);
        Value pointed = b.Binary(IrOp.Add, b.Load(IrType.I64, value, 0, 8), where);
        Value readMemory = b.CallHelper(HelperId.ProbeReadUser, IrType.I64, value, b.I64(8), pointed);
        b.Branch(b.Compare(IrOp.Eq, readMemory, b.I64(0)), extend, end);

        b.PositionAt(extend);
        Value shift = b.Load(IrType.I64, spec, at + UsdtSpec.ShiftOffset, 1);
        Value shifted = b.Binary(IrOp.Shl, b.Load(IrType.I64, value, 0, 8), shift);
        Value isSigned = b.Load(IrType.I32, spec, at + UsdtSpec.SignedOffset, 1);
        b.Store(value, 0, Numbers.Select(b, isSigned, b.Binary(IrOp.ShrS, shifted, shift), b.Binary(IrOp.ShrU, shifted, shift)), 8);
        b.Store(found, 0, b.I32(1), 4);
        b.Jump(end);
    }
}
