using System;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Numbers and structs in spans of bytes, and memory of one type as another.</summary>
internal static partial class IntrinsicTable
{
    private const string Bytes = "System.Span{System.Byte}", ReadOnlyBytes = "System.ReadOnlySpan{System.Byte}";

    private static readonly string[] s_wider = ["Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "IntPtr", "UIntPtr"];

    private static void AddBytes()
    {
        foreach (string number in s_wider)
        {
            foreach (bool isSwapped in new[] { false, true })
            {
                const string Primitives = "M:System.Buffers.Binary.BinaryPrimitives.";
                string name = number + (isSwapped ? "BigEndian" : "LittleEndian");
                Row($"{Primitives}Read{name}({ReadOnlyBytes})", c => ReadBytes(c, c.Type, isSwapped));
                Row($"{Primitives}TryRead{name}({ReadOnlyBytes},System.{number}@)", c => TryReadBytes(c, isSwapped));
                Row($"{Primitives}Write{name}({Bytes},System.{number})", c => WriteBytes(c, isSwapped));
                Row($"{Primitives}TryWrite{name}({Bytes},System.{number})", c => TryWriteBytes(c, isSwapped));
            }

            if (number.EndsWith("Ptr", StringComparison.Ordinal)) continue;
            Row($"M:System.BitConverter.To{number}({ReadOnlyBytes})", c => ReadBytes(c, c.Type, isSwapped: false));
            Row($"M:System.BitConverter.TryWriteBytes({Bytes},System.{number})", c => TryWriteBytes(c, isSwapped: false));
        }

        const string Marshal = "M:System.Runtime.InteropServices.MemoryMarshal.";
        Row($"{Marshal}Read``1({ReadOnlyBytes})", c => ReadBytes(c, c.Type, isSwapped: false));
        Row($"{Marshal}TryRead``1({ReadOnlyBytes},``0@)", c => TryReadBytes(c, isSwapped: false));
        Row($"{Marshal}Write``1({Bytes},``0@)", c => WriteBytes(c, isSwapped: false));
        Row($"{Marshal}TryWrite``1({Bytes},``0@)", c => TryWriteBytes(c, isSwapped: false));
        foreach (string type in new[] { ReadOnly, "System.Span{``0}" })
            Row($"{Marshal}Cast``2({type})", Cast);

        const string Unsafe = "M:System.Runtime.CompilerServices.Unsafe.";
        PlaceRow(Unsafe + "As``2(``0@)", c =>
        {
            Place place = c.Place(0);
            ITypeSymbol to = c.Method.TypeArguments[1];
            if (place.Pointer is not null || place.Span is not null || c.LayoutOf(to).Size > c.LayoutOf(place.Type).Size)
                throw c.Lowering.Report(RuleIds.Pointer, c.Operation, ConstructNames.Shortened(c.Operation.Syntax));
            return place.Field(0, to);
        });
        Row(Unsafe + "BitCast``2(``0)", BitCast);
        Row(Unsafe + "SkipInit``1(``0@)", c =>
        {
            c.Lowering.Zero(c.Place(0), c.Operation); // verifiers refuse what was never written; where it is written before it is read, this is removed
            return Operand.Nothing;
        });
    }

    /// <summary>A number or structure at the start of bytes, which must be long enough.</summary>
    private static Operand ReadBytes(IntrinsicCall c, ITypeSymbol type, bool isSwapped)
    {
        SpanValue span = c.Span(0);
        TypeLayout layout = c.LayoutOf(type);
        c.Lowering.Guard(IsShorter(c, span, layout), FaultKind.IndexOutOfRange);
        return ReadStart(c, span, layout, isSwapped);
    }

    private static Operand TryReadBytes(IntrinsicCall c, bool isSwapped)
    {
        SpanValue span = c.Span(0);
        Place target = c.Place(1);
        TypeLayout layout = c.LayoutOf(target.Type);
        Value isShorter = IsShorter(c, span, layout);
        c.Lowering.If(isShorter, () => c.Lowering.Zero(target, c.Operation), () => c.Lowering.Assign(target, ReadStart(c, span, layout, isSwapped), c.Operation));
        return c.Bool(c.B.Compare(IrOp.Eq, isShorter, c.B.I32(0)));
    }

    private static Operand WriteBytes(IntrinsicCall c, bool isSwapped)
    {
        SpanValue span = c.Span(0);
        Operand value = c.Given(1);
        TypeLayout layout = c.LayoutOf(value.Type!);
        c.Lowering.Guard(IsShorter(c, span, layout), FaultKind.IndexOutOfRange);
        WriteStart(c, span, layout, value, isSwapped);
        return Operand.Nothing;
    }

    private static Operand TryWriteBytes(IntrinsicCall c, bool isSwapped)
    {
        SpanValue span = c.Span(0);
        Operand value = c.Given(1);
        TypeLayout layout = c.LayoutOf(value.Type!);
        Value fits = c.B.Compare(IrOp.Eq, IsShorter(c, span, layout), c.B.I32(0));
        c.Lowering.When(fits, () => WriteStart(c, span, layout, value, isSwapped));
        return c.Bool(fits);
    }

    private static Value IsShorter(IntrinsicCall c, SpanValue bytes, TypeLayout layout) => c.B.Compare(IrOp.LtU, bytes.Length, c.B.I32(layout.Size));

    private static Operand ReadStart(IntrinsicCall c, SpanValue span, TypeLayout layout, bool isSwapped)
    {
        FunctionBuilder b = c.B;
        Place place = c.Lowering.StartOf(span, layout);
        if (layout.Scalar is not { } scalar)
        {
            Place copy = c.Lowering.Temporary(layout.Type, c.Operation, null);
            CopyBytes(b, copy, place, layout.Size);
            return Operand.In(copy, isOwned: true);
        }

        Value value;
        if (place.Address.Type.Provenance == Provenance.Stack)
        {
            value = b.Const(Numbers.TypeOf(scalar), 0);
            for (int i = 0; i < scalar.Width; i++)
                value = b.Binary(IrOp.Or, value, b.Binary(IrOp.Shl, b.Load(value.Type, place.Address, i, 1), b.Const(value.Type, 8 * i)));
            value = Numbers.Fit(b, value, scalar);
        }
        else
        {
            value = c.Lowering.Load(place, scalar);
        }

        return Operand.Of(isSwapped ? Numbers.Fit(b, b.ByteSwap(value, scalar.Width), scalar) : value, layout.Type);
    }

    private static void WriteStart(IntrinsicCall c, SpanValue span, TypeLayout layout, Operand given, bool isSwapped)
    {
        FunctionBuilder b = c.B;
        Place place = c.Lowering.StartOf(span, layout);
        if (layout.Scalar is not { } scalar || given.Value is not { } value)
        {
            CopyBytes(b, place, given.Memory ?? throw c.Lowering.Unsupported(c.Operation), layout.Size);
            return;
        }

        if (isSwapped) value = b.ByteSwap(value, scalar.Width);
        if (place.Address.Type.Provenance != Provenance.Stack) b.Store(place.Address, 0, value, scalar.Width);
        else
        {
            for (int i = 0; i < scalar.Width; i++)
                b.Store(place.Address, i, b.Binary(IrOp.ShrU, value, b.Const(value.Type, 8 * i)), 1);
        }
    }

    /// <summary>Bytes of a span may be anywhere, and verifiers let the stack be read and written in aligned words only.</summary>
    private static void CopyBytes(FunctionBuilder b, Place to, Place from, int size)
    {
        for (int i = 0; i < size; i++)
            b.Store(to.Address, to.Offset + i, b.Load(IrType.I32, from.Address, from.Offset + i, 1), 1);
    }

    private static Operand Cast(IntrinsicCall c)
    {
        SpanValue span = c.Span(0);
        int from = c.LayoutOf(c.Method.TypeArguments[0]).Size, to = c.LayoutOf(c.Method.TypeArguments[1]).Size;
        if (from == to) return Operand.Of(span, c.Type);
        Value bytes = from == 1 ? span.Length : c.B.Binary(IrOp.Mul, span.Length, c.B.I32(from));
        return Operand.Of(span with { Length = to == 1 ? bytes : c.B.Binary(IrOp.DivU, bytes, c.B.I32(to)) }, c.Type);
    }

    private static Operand BitCast(IntrinsicCall c)
    {
        Operand given = c.Given(0);
        TypeLayout from = c.LayoutOf(c.Method.TypeArguments[0]), to = c.LayoutOf(c.Method.TypeArguments[1]);
        if (from.Size != to.Size) throw c.Lowering.Report(RuleIds.Pointer, c.Operation, ConstructNames.Shortened(c.Operation.Syntax));
        if (given.Value is { } value && from.Scalar is { } source && to.Scalar is { } target)
            return Operand.Of(Numbers.Convert(c.B, value, source, target), c.Type);
        Value memory = c.B.Alloca(from.Size, from.Size >= 8 ? 8 : Math.Max(from.Alignment, to.Alignment));
        c.Lowering.Assign(Place.At(memory, 0, from.Type), given, c.Operation);
        Place cast = Place.At(memory, 0, to.Type);
        return to.Scalar is null ? Operand.In(cast, isOwned: true) : c.Lowering.Read(cast);
    }
}
