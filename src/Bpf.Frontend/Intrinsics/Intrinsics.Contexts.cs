using System.Globalization;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Lowering;

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
            Row("P:Bpf.PtRegs.Argument" + i.ToString(CultureInfo.InvariantCulture), c => Register(c, Registers(c).Arguments[argument]));
            Row("P:Bpf.RawTracepointArgs.Argument" + i.ToString(CultureInfo.InvariantCulture), c => Register(c, argument));
        }

        Row("P:Bpf.PtRegs.ReturnValue", c => Register(c, Registers(c).ReturnValue));
        Row("P:Bpf.PtRegs.InstructionPointer", c => Register(c, Registers(c).InstructionPointer));
        Row("P:Bpf.PtRegs.StackPointer", c => Register(c, Registers(c).StackPointer));
        Row("P:Bpf.PerfEventData.SamplePeriod", c => Register(c, Registers(c).Slots));
        Row("P:Bpf.PerfEventData.Address", c => Register(c, Registers(c).Slots + 1));
        Row("P:Bpf.FunctionExit.ReturnValue", c =>
        {
            Value result = c.B.Alloca(8, 8);
            c.B.CallHelper(HelperId.GetFuncRet, IrType.I64, c.Lowering.ContextPointer, result);
            return c.Number(c.B.Load(IrType.I64, result, 0, 8));
        });
        Row("P:Bpf.RawTracepointArgs.Item(System.Int32)", c =>
            c.Value(0) is { Op: IrOp.Const, Constant: >= 0 and < RawArguments and var index }
                ? Register(c, (int)index)
                : throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "the index must be a constant from 0 to 11"));
    }

    private static PtRegsLayout Registers(IntrinsicCall c) => PtRegsLayout.Of(c.Lowering.Context.Options.Architecture);

    /// <summary>An eight-byte slot of the context.</summary>
    private static Operand Register(IntrinsicCall c, int slot)
    {
        // The struct's size on the CLR is not the machine's: it is only ever read through the context's own pointer.
        Place context = c.ThisPlace();
        return Operand.Of(c.B.Load(IrType.I64, context.Address, context.Offset + (8 * slot), 8), c.Type);
    }
}
