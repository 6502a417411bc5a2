using System.Collections.Generic;
using System.Linq;
using System.Text;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Calls the kernel's printing helpers with a message.</summary>
/// <remarks>
/// <c>bpf_trace_printk</c> takes three arguments; more go by an array to <c>bpf_trace_vprintk</c> (Linux 5.16), or to several calls, each a line
/// of its own, for kernels without. Source: bpf-helpers(7).
/// </remarks>
internal static class TracePrinter
{
    private const int RegisterArguments = 3;
    private const int ArrayArguments = 12; // MAX_BPRINTF_VARARGS, include/linux/bpf.h

    /// <summary>A line for the trace pipe.</summary>
    public static Operand Print(IntrinsicCall c, TraceMessage message)
    {
        FunctionBuilder b = c.B;
        IReadOnlyList<TracePart> parts = Settle(c, message);
        Need(c, "bpf_trace_printk", parts);
        if (parts.Count(p => p.Argument is not null) <= RegisterArguments)
        {
            PrintRegisters(c, parts);
            return Operand.Nothing;
        }

        BasicBlock whole = b.AddBlock();
        BasicBlock split = b.AddBlock();
        BasicBlock join = b.AddBlock();
        b.Branch(b.HasHelper(HelperId.TraceVprintk), whole, split);
        b.PositionAt(whole);
        foreach (List<TracePart> chunk in Chunks(parts, ArrayArguments))
        {
            Value format = Format(c, chunk, out int length);
            Value array = ArrayOf(c, chunk, out int size);
            b.CallHelper(HelperId.TraceVprintk, IrType.I64, format, b.I64(length), array, b.I64(size));
        }

        b.Jump(join);
        b.PositionAt(split);
        foreach (List<TracePart> chunk in Chunks(parts, RegisterArguments))
            PrintRegisters(c, chunk);
        b.Jump(join);
        b.PositionAt(join);
        return Operand.Nothing;
    }

    /// <summary>Text for a buffer: whether it fits.</summary>
    public static Operand Format(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        Place buffer = c.Place(0);
        IReadOnlyList<TracePart> parts = Settle(c, c.Trace(1));
        if (parts.Count(p => p.Argument is not null) > ArrayArguments)
            throw c.Lowering.Report(Diagnostics.RuleIds.TraceFormat, c.Operation, "it has more than 12 values");
        int size = c.LayoutOf(buffer.Type).Size;
        Value format = Format(c, parts, out _);
        Value array = ArrayOf(c, parts, out int bytes);
        Value length = b.CallHelper(HelperId.Snprintf, IrType.I64, c.Lowering.AddressOf(buffer), b.I64(size), format, array, b.I64(bytes));
        Value fits = b.Compare(IrOp.LtU, b.Binary(IrOp.Sub, length, b.I64(1)), b.I64(size)); // a negative error is no length either
        return c.Bool(fits);
    }

    private static void PrintRegisters(IntrinsicCall c, IReadOnlyList<TracePart> parts)
    {
        Value format = Format(c, parts, out int length);
        Value[] arguments = [format, c.B.I64(length), .. parts.Select(p => p.Argument).OfType<Value>()];
        c.B.CallHelper(HelperId.TracePrintk, IrType.I64, arguments);
    }

    /// <summary>Lets arguments in memory be read where they are, if nothing wrote to memory since they were named.</summary>
    private static List<TracePart> Settle(IntrinsicCall c, TraceMessage message)
    {
        HashSet<Value> copies = [.. message.Parts.Select(p => p.Copy).OfType<Value>()];
        List<Value> writes = [.. c.B.Function.Blocks.SelectMany(b => b.Values).Where(v => MayWrite(v) && !copies.Contains(v))];
        return [.. message.Parts.Select(part =>
        {
            if (part.Copy is not { } copy || part.Original is not { } original || writes.Exists(w => w.Id > copy.Id)) return part;
            copy.Block!.Values.Remove(copy);
            return part with { Argument = original };
        })];
    }

    private static bool MayWrite(Value value) => value.Op is IrOp.Store or IrOp.Zero or IrOp.Copy or IrOp.Atomic or IrOp.Call
        || (value.Op == IrOp.CallHelper && value.Operands.Exists(o => o.Type.IsPtr));

    /// <summary>Conversions that some kernels lack and would print nothing for.</summary>
    private static void Need(IntrinsicCall c, string helper, IReadOnlyList<TracePart> parts)
    {
        foreach (TracePart part in parts.Where(p => p.IsRecent))
            c.B.Function.Needs.Add(new($"{helper} with '{part.Format}'", HelperId.Snprintf, c.Lowering.LocationOf(c.Operation)));
    }

    /// <summary>The parts for one call each. Old kernels take one text a call, so a chunk for registers holds no second one.</summary>
    private static IEnumerable<List<TracePart>> Chunks(IReadOnlyList<TracePart> parts, int most)
    {
        List<TracePart> chunk = [];
        foreach (TracePart part in parts)
        {
            bool isFull = part.Argument is not null && (chunk.Count(p => p.Argument is not null) == most
                || (part.IsString && most == RegisterArguments && chunk.Exists(p => p.IsString)));
            if (isFull)
            {
                yield return chunk;
                chunk = [];
            }

            chunk.Add(part);
        }

        if (chunk.Count > 0) yield return chunk;
    }

    private static Value Format(IntrinsicCall c, IReadOnlyList<TracePart> parts, out int length)
    {
        StringBuilder text = new();
        foreach (TracePart part in parts)
            text.Append(part.Format);
        return c.B.GlobalAddress(".rodata", c.Lowering.Context.TextOffset(text.ToString(), out length));
    }

    private static Value ArrayOf(IntrinsicCall c, IReadOnlyList<TracePart> parts, out int size)
    {
        Value[] arguments = [.. parts.Select(p => p.Argument).OfType<Value>()];
        size = 8 * arguments.Length;
        if (size == 0) return c.B.Null(IrType.Ptr(Provenance.Stack));
        Value array = c.B.Alloca(size, 8);
        for (int i = 0; i < arguments.Length; i++)
            c.B.Store(array, 8 * i, arguments[i], 8);
        return array;
    }
}
