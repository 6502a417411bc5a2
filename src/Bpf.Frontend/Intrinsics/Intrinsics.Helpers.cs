using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>The current task, helpers without an idiom, user and kernel memory.</summary>
internal static partial class IntrinsicTable
{
    private static void AddHelpers()
    {
        foreach (HelperSignature signature in HelperSignatures.All)
            Row(HelperCalls.IdOf(signature), c => HelperCalls.Lower(c, signature));

        Row("P:Bpf.CurrentTask.PidTgid", c => c.Number(c.B.CallHelper(HelperId.GetCurrentPidTgid, IrType.I64)));
        Row("P:Bpf.CurrentTask.Tgid", c => c.Number(UpperHalf(c.B, c.B.CallHelper(HelperId.GetCurrentPidTgid, IrType.I64))));
        Row("P:Bpf.CurrentTask.Pid", c => c.Number(c.B.CallHelper(HelperId.GetCurrentPidTgid, IrType.I64)));
        Row("P:Bpf.CurrentTask.UidGid", c => c.Number(c.B.CallHelper(HelperId.GetCurrentUidGid, IrType.I64)));
        Row("P:Bpf.CurrentTask.Uid", c => c.Number(c.B.CallHelper(HelperId.GetCurrentUidGid, IrType.I64)));
        Row("P:Bpf.CurrentTask.Gid", c => c.Number(UpperHalf(c.B, c.B.CallHelper(HelperId.GetCurrentUidGid, IrType.I64))));
        Row("P:Bpf.CurrentTask.Comm", Comm);

        AddMemory("User", HelperId.ProbeReadUser, HelperId.ProbeReadUserStr);
        AddMemory("Kernel", HelperId.ProbeReadKernel, HelperId.ProbeReadKernelStr);
        Row("M:Bpf.KernelMemory.TryReadSystemCallArgument(System.UInt64,System.Int32,System.UInt64@)", ReadSystemCallArgument);
        foreach (string pointer in new[] { "UserPtr", "KernelPtr" })
        {
            Row($"P:Bpf.{pointer}`1.Address", c => c.Number(c.This()));
            Row($"M:Bpf.{pointer}`1.#ctor(System.UInt64)", c => c.Number(c.Value(0)));
        }
    }

    private static void AddMemory(string space, HelperId read, HelperId readString)
    {
        string type = $"M:Bpf.{space}Memory.";
        Row($"{type}TryRead``1(System.UInt64,``0@)", c => ReadMemory(c, read));
        Row($"{type}TryRead``1(Bpf.{space}Ptr{{``0}},``0@)", c => ReadMemory(c, read));
        foreach (string address in new[] { "System.UInt64", $"Bpf.{space}Ptr{{System.Byte}}" })
        {
            Row($"{type}TryReadString``1({address},``0@)", c => ReadString(c, readString, hasLength: false));
            Row($"{type}TryReadString``1({address},``0@,System.Int32@)", c => ReadString(c, readString, hasLength: true));
        }
    }

    private static Value UpperHalf(FunctionBuilder b, Value value) => b.Binary(IrOp.ShrU, value, b.I64(32));

    /// <summary>The helper fills the whole buffer, even where it fails.</summary>
    private static Operand Comm(IntrinsicCall c)
    {
        Place comm = c.Lowering.Temporary(c.Type, c.Operation, null);
        c.B.CallHelper(HelperId.GetCurrentComm, IrType.I64, comm.Address, c.B.I64(c.LayoutOf(c.Type).Size));
        return Operand.In(comm, isOwned: true);
    }

    /// <summary>The helper zeroes what it cannot read, as the CLR's meaning has it.</summary>
    private static Operand ReadMemory(IntrinsicCall c, HelperId helper)
    {
        Value address = c.Value(0);
        return ReadInto(c, 1, (memory, size) => c.B.CallHelper(helper, IrType.I64, memory, c.B.I64(size), address));
    }

    private static Operand ReadSystemCallArgument(IntrinsicCall c)
    {
        Value registers = c.Value(0);
        if (c.Value(1) is not { Op: IrOp.Const, Constant: >= 0 and < 6 and var index })
            throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "the argument's number must be a constant from 0 to 5");
        Value place = c.B.RegisterOffset(MachineValue.SystemCallArgument0 + (int)index);
        return ReadInto(c, 2, (memory, size) => c.B.CallHelper(HelperId.ProbeReadKernel, IrType.I64, memory, c.B.I64(size), c.B.Binary(IrOp.Add, registers, place)));
    }

    /// <summary>A helper that fills the variable an argument names, and succeeds by 0. A number is read through memory of its own.</summary>
    private static Operand ReadInto(IntrinsicCall c, int ordinal, System.Func<Value, int, Value> read)
    {
        Place target = c.Place(ordinal);
        c.Lowering.RequirePlain(target.Type);
        TypeLayout layout = c.LayoutOf(target.Type);
        Value memory = c.Lowering.AddressOf(target);
        if (layout.Scalar is not null) memory = c.B.Alloca(layout.Size, layout.Alignment);
        Value result = read(memory, layout.Size);
        if (layout.Scalar is { } scalar)
            c.Lowering.Assign(target, Operand.Of(c.B.Load(Numbers.TypeOf(scalar), memory, 0, scalar.Width, scalar.Signed), target.Type), c.Operation);
        return Succeeded(c, result);
    }

    private static Operand ReadString(IntrinsicCall c, HelperId helper, bool hasLength)
    {
        Value address = c.Value(0);
        Place buffer = c.Place(1);
        Place? length = hasLength ? c.Place(2) : null;
        Value result = c.B.CallHelper(helper, IrType.I64, c.Lowering.AddressOf(buffer), c.B.I64(c.LayoutOf(buffer.Type).Size), address);
        Value failed = c.B.Compare(IrOp.LtS, result, c.B.I64(0));
        if (length is not null)
        {
            Value known = Numbers.Select(c.B, failed, c.B.I32(0), c.B.Trunc(result));
            c.Lowering.Assign(length, Operand.Of(known, length.Type), c.Operation);
        }

        return c.Bool(c.B.Compare(IrOp.Eq, failed, c.B.I32(0)));
    }
}
