using System;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Members of spans. Where they work on all elements they are loops, with a bound that verifiers see.</summary>
internal static partial class IntrinsicTable
{
    private const string ReadOnly = "System.ReadOnlySpan{``0}";

    private static void AddSpans()
    {
        foreach (string type in new[] { "Span`1", "ReadOnlySpan`1" })
        {
            Row($"P:System.{type}.Length", c => c.Number(c.ThisSpan().Length));
            Row($"P:System.{type}.IsEmpty", c => c.Bool(c.B.Compare(IrOp.Eq, c.ThisSpan().Length, c.B.I32(0))));
            Row($"P:System.{type}.Empty", c => Operand.Of(c.Lowering.EmptySpan(), c.Type));
            PlaceRow($"P:System.{type}.Item(System.Int32)", c => c.Lowering.ElementOf(c.ThisSpan(), c.Value(0), c.ElementOfThis(), c.Operation));
            Row($"M:System.{type}.Slice(System.Int32)", c => Operand.Of(c.Lowering.Slice(c.ThisSpan(), c.Value(0), null, c.ElementOfThis(), c.Operation), c.Type));
            Row($"M:System.{type}.Slice(System.Int32,System.Int32)", c =>
            {
                (SpanValue span, Value start) = (c.ThisSpan(), c.Value(0));
                return Operand.Of(c.Lowering.Slice(span, start, c.Value(1), c.ElementOfThis(), c.Operation), c.Type);
            });
            Row($"M:System.{type}.CopyTo(System.Span{{`0}})", c => CopyTo(c, c.ThisSpan(), c.Span(0), c.ElementOfThis()));
            Row($"M:System.{type}.TryCopyTo(System.Span{{`0}})", c => TryCopyTo(c, c.ThisSpan(), c.Span(0), c.ElementOfThis()));
            Row($"M:System.{type}.#ctor(`0@)", c =>
            {
                Place place = c.Place(0);
                return Operand.Of(c.Lowering.Whole(c.Lowering.AddressOf(place), 1, c.LayoutOf(place.Type)), c.Type);
            });
        }

        Row("M:System.MemoryExtensions.AsSpan``1(``0[])", c => Operand.Of(c.Span(0), c.Type));
        Row("M:System.MemoryExtensions.AsSpan``1(``0[],System.Int32)", c => AsSpan(c, null));
        Row("M:System.MemoryExtensions.AsSpan``1(``0[],System.Int32,System.Int32)", c => AsSpan(c, 2));
        Row("P:System.Array.Length", c => c.Number(c.ThisSpan().Length));
        Row("M:System.Span`1.Clear", c =>
        {
            SpanValue span = c.ThisSpan();
            ForEach(c, span, c.ElementOfThis(), element => c.Lowering.Zero(element, c.Operation));
            return Operand.Nothing;
        });
        Row("M:System.Span`1.Fill(`0)", c =>
        {
            SpanValue span = c.ThisSpan();
            Operand value = c.Given(0);
            ForEach(c, span, c.ElementOfThis(), element => c.Lowering.Assign(element, value, c.Operation));
            return Operand.Nothing;
        });
        foreach (string type in new[] { ReadOnly, "System.Span{``0}" })
        {
            Row($"M:System.Runtime.InteropServices.MemoryMarshal.AsBytes``1({type})", c =>
            {
                SpanValue span = c.Span(0);
                int size = c.LayoutOf(c.Method.TypeArguments[0]).Size;
                return Operand.Of(span with { Length = c.B.Binary(IrOp.Mul, span.Length, c.B.I32(size)) }, c.Type);
            });
            Row($"M:System.MemoryExtensions.SequenceEqual``1({type},{ReadOnly})", c => c.Bool(Same(c, c.Span(0), c.Span(1), whole: true, fromEnd: false)));
            Row($"M:System.MemoryExtensions.StartsWith``1({type},{ReadOnly})", c => c.Bool(Same(c, c.Span(0), c.Span(1), whole: false, fromEnd: false)));
            Row($"M:System.MemoryExtensions.EndsWith``1({type},{ReadOnly})", c => c.Bool(Same(c, c.Span(0), c.Span(1), whole: false, fromEnd: true)));
        }
    }

    private static Operand AsSpan(IntrinsicCall c, int? lengthOrdinal)
    {
        (SpanValue array, Value start) = (c.Span(0), c.Value(1));
        return Operand.Of(c.Lowering.Slice(array, start, lengthOrdinal is { } ordinal ? c.Value(ordinal) : null, c.Method.TypeArguments[0], c.Operation), c.Type);
    }

    private static void ForEach(IntrinsicCall c, SpanValue span, ITypeSymbol elementType, Action<Place> body)
    {
        TypeLayout element = c.Lowering.LayoutOf(elementType, c.Operation);
        c.Lowering.Repeat(span.Length, i => body(c.Lowering.ElementAt(span, i, element)), null);
    }

    private static Operand CopyTo(IntrinsicCall c, SpanValue from, SpanValue to, ITypeSymbol elementType)
    {
        c.Lowering.Guard(c.B.Compare(IrOp.LtU, to.Length, from.Length), FaultKind.IndexOutOfRange);
        Copy(c, from, to, elementType);
        return Operand.Nothing;
    }

    private static Operand TryCopyTo(IntrinsicCall c, SpanValue from, SpanValue to, ITypeSymbol elementType)
    {
        Value fits = c.B.Compare(IrOp.LeU, from.Length, to.Length);
        c.Lowering.When(fits, () => Copy(c, from, to, elementType));
        return c.Bool(fits);
    }

    /// <summary>From the first element on, or from the last where that would overwrite what is still to be copied.</summary>
    private static void Copy(IntrinsicCall c, SpanValue from, SpanValue to, ITypeSymbol elementType)
    {
        FunctionBuilder b = c.B;
        TypeLayout element = c.Lowering.LayoutOf(elementType, c.Operation);
        bool mayOverlap = from.Base.Type.Provenance == to.Base.Type.Provenance;
        // Not the offsets: two arrays of one structure may lie over each other, so that spans overlap whose memories start at different places.
        Value? backwards = mayOverlap ? b.Compare(IrOp.LtU, b.PtrAdd(from.Base, from.Offset), b.PtrAdd(to.Base, to.Offset)) : null;
        c.Lowering.Repeat(from.Length, i =>
        {
            Value index = backwards is null
                ? i : Numbers.Select(b, backwards, b.Binary(IrOp.Sub, b.Binary(IrOp.Sub, from.Length, b.I32(1)), i), i);
            c.Lowering.Assign(c.Lowering.ElementAt(to, index, element), c.Lowering.Read(c.Lowering.ElementAt(from, index, element)), c.Operation);
        }, null);
    }

    /// <summary>1 where the elements of two spans are equal: of both, or as many of the first as the second has, at its start or end.</summary>
    private static Value Same(IntrinsicCall c, SpanValue span, SpanValue other, bool whole, bool fromEnd)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        Value result = b.Alloca(4, 4);
        b.Store(result, 0, b.I32(0), 4);
        c.Lowering.When(whole ? b.Compare(IrOp.Eq, span.Length, other.Length) : b.Compare(IrOp.LeU, other.Length, span.Length), () =>
        {
            b.Store(result, 0, b.I32(1), 4);
            Value skipped = fromEnd ? b.Binary(IrOp.Sub, span.Length, other.Length) : b.I32(0);
            c.Lowering.Repeat(other.Length, _ => { }, i =>
            {
                Value left = c.Lowering.Load(c.Lowering.ElementAt(span, b.Binary(IrOp.Add, skipped, i), element), scalar);
                Value same = b.Compare(IrOp.Eq, left, c.Lowering.Load(c.Lowering.ElementAt(other, i, element), scalar));
                b.Store(result, 0, same, 4);
                return same;
            });
        });
        return b.Load(IrType.I32, result, 0, 4);
    }

    private static (TypeLayout Layout, Scalar Scalar) Scalars(IntrinsicCall c)
    {
        TypeLayout element = c.Lowering.LayoutOf(c.Method.TypeArguments[0], c.Operation);
        return element.Scalar is { } scalar ? (element, scalar) : throw c.Lowering.Unsupported(c.Operation);
    }
}
