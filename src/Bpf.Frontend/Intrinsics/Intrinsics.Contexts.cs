using System.Globalization;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Contexts whose fields are named by architecture or by number.</summary>
internal static partial class IntrinsicTable
{
    private const int RawArguments = 12;

    private static void AddContexts()
    {
        for (int i = 0; i < 6; i++)
        {
            int argument = i;
            Row("P:Bpf.PtRegs.Argument" + i.ToString(CultureInfo.InvariantCulture), c => Register(AtEntry(c), MachineValue.Argument0 + argument));
            Row("P:Bpf.RawTracepointArgs.Argument" + i.ToString(CultureInfo.InvariantCulture), c => Slot(c, argument));
        }

        Row("P:Bpf.PtRegs.ReturnValue", c => Register(AtReturn(c), MachineValue.ReturnValue));
        Row("P:Bpf.PtRegs.InstructionPointer", c => Register(c, MachineValue.InstructionPointer));
        Row("P:Bpf.PtRegs.StackPointer", c => Register(c, MachineValue.StackPointer));
        Row("P:Bpf.PerfEventData.SamplePeriod", c => Register(c, MachineValue.SamplePeriod));
        Row("P:Bpf.PerfEventData.Address", c => Register(c, MachineValue.SampledAddress));
        Row("P:Bpf.FunctionExit.ReturnValue", c =>
        {
            Value result = c.B.Alloca(8, 8);
            c.B.CallHelper(HelperId.GetFuncRet, IrType.I64, c.Lowering.ContextPointer, result);
            return c.Number(c.B.Load(IrType.I64, result, 0, 8));
        });
        Row("P:Bpf.DynamicArray`1.Address", c => Operand.Of(
            c.B.Bitcast(c.B.PtrAdd(c.Lowering.ContextPointer, c.B.ZExt(c.B.Binary(IrOp.And, c.This(), c.B.I32(ushort.MaxValue)))), IrType.I64), c.Type));
        Row("P:Bpf.DynamicArray`1.Length", c => c.Number(c.B.Binary(
            IrOp.DivU, c.B.Binary(IrOp.ShrU, c.This(), c.B.I32(16)), c.B.I32(c.LayoutOf(((INamedTypeSymbol)c.Lowering.TypeOf(c.Instance!.Type!)).TypeArguments[0]).Size))));
        Row("M:Bpf.DynamicArray`1.#ctor(System.UInt16,System.UInt16)", c => c.Number(c.B.Binary(IrOp.Or, c.B.Binary(IrOp.Shl, c.Value(1), c.B.I32(16)), c.Value(0))));
        Row("M:Bpf.RawTracepointArgs.Buffer``1", c => c.Lowering.Program.Type == ProgramType.RawTracepointWritable
            ? Operand.Of(c.B.Load(IrType.Ptr(Provenance.Btf), c.Lowering.ContextPointer, 0, 8), c.Type)
            : throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "only tracepoints of [WritableRawTracepoint] hand out a buffer"));
        Row("P:Bpf.RawTracepointArgs.Item(System.Int32)", c =>
            c.Value(0) is { Op: IrOp.Const, Constant: >= 0 and < RawArguments and var index }
                ? Slot(c, (int)index)
                : throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "the index must be a constant from 0 to 11"));
    }

    private static IntrinsicCall AtEntry(IntrinsicCall c) => !IsAtReturn(c) ? c
        : throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "a function that returns has used the registers of its arguments for other things; keep them in a map at its entry");

    private static IntrinsicCall AtReturn(IntrinsicCall c) => IsAtReturn(c) || IsSession(c) ? c
        : throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "a function has no result before it returns");

    /// <summary>True for the kinds of probe that run where a function returns: <c>kretprobe</c>, <c>uretprobe</c>, <c>kretsyscall</c>.</summary>
    private static bool IsAtReturn(IntrinsicCall c) => c.Lowering.Program.Section.Split('/')[0].Contains("ret");

    /// <summary>A register, where the machine that the program is loaded on keeps it.</summary>
    private static Operand Register(IntrinsicCall c, MachineValue register)
    {
        Place context = c.ThisPlace();
        return context is { Address: { Type.Provenance: Provenance.Context } address, Offset: 0 }
            ? Operand.Of(c.B.ContextRegister(address, register), c.Type)
            : throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "registers are read from the context itself, no copy of it has the machine's layout");
    }

    /// <summary>An eight-byte slot of the context.</summary>
    private static Operand Slot(IntrinsicCall c, int slot)
    {
        // The struct's size on the CLR is not the machine's: it is only ever read through the context's own pointer.
        Place context = c.ThisPlace();
        return Operand.Of(c.B.Load(IrType.I64, context.Address, context.Offset + (8 * slot), 8), c.Type);
    }
}
