using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Spans beside other spans, and what changes all of one.</summary>
internal static partial class IntrinsicTable
{
    private static void AddComparisons()
    {
        const string Id = "M:System.MemoryExtensions.";
        foreach (string type in new[] { ReadOnly, "System.Span{``0}" })
        {
            Row($"{Id}IndexOf``1({type},{ReadOnly})", c => c.Number(IndexOfPart(c)));
            Row($"{Id}CommonPrefixLength``1({type},{ReadOnly})", c =>
            {
                (SpanValue span, SpanValue other) = (c.Span(0), c.Span(1));
                return c.Number(CommonLength(c, span, other));
            });
            Row($"{Id}SequenceCompareTo``1({type},{ReadOnly})", CompareTo);
        }

        Row($"{Id}Reverse``1(System.Span{{``0}})", Reverse);
        Row($"{Id}Replace``1(System.Span{{``0}},``0,``0)", Replace);
    }

    /// <summary>How many elements are equal from the start on.</summary>
    private static Value CommonLength(IntrinsicCall c, SpanValue span, SpanValue other)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        Value result = b.Alloca(4, 4);
        b.Store(result, 0, b.I32(0), 4);
        Value shorter = Numbers.Select(b, b.Compare(IrOp.LtS, span.Length, other.Length), span.Length, other.Length);
        c.Lowering.Repeat(shorter, _ => { }, i =>
        {
            Value left = c.Lowering.Load(c.Lowering.ElementAt(span, i, element), scalar);
            Value same = b.Compare(IrOp.Eq, left, c.Lowering.Load(c.Lowering.ElementAt(other, i, element), scalar));
            c.Lowering.When(same, () => b.Store(result, 0, b.Binary(IrOp.Add, i, b.I32(1)), 4));
            return same;
        });
        return b.Load(IrType.I32, result, 0, 4);
    }

    /// <summary>Where a span holds another; an empty one is at its start.</summary>
    private static Value IndexOfPart(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        (SpanValue span, SpanValue part) = (c.Span(0), c.Span(1));
        Value result = b.Alloca(4, 4), same = b.Alloca(4, 4);
        b.Store(result, 0, b.I32(-1), 4);
        c.Lowering.When(b.Compare(IrOp.LeS, part.Length, span.Length), () =>
        {
            Value places = b.Binary(IrOp.Add, b.Binary(IrOp.Sub, span.Length, part.Length), b.I32(1));
            c.Lowering.Repeat(places, _ => { }, at =>
            {
                b.Store(same, 0, b.I32(1), 4);
                c.Lowering.Repeat(part.Length, _ => { }, i =>
                {
                    Value left = c.Lowering.Load(c.Lowering.ElementAt(span, b.Binary(IrOp.Add, at, i), element), scalar);
                    Value equal = b.Compare(IrOp.Eq, left, c.Lowering.Load(c.Lowering.ElementAt(part, i, element), scalar));
                    b.Store(same, 0, equal, 4);
                    return equal;
                });
                Value found = b.Load(IrType.I32, same, 0, 4);
                c.Lowering.When(found, () => b.Store(result, 0, at, 4));
                return b.Compare(IrOp.Eq, found, b.I32(0));
            });
        });
        return b.Load(IrType.I32, result, 0, 4);
    }

    /// <summary>
    /// As the first elements that differ compare, else as the lengths do. What .NET gives is a difference for elements of less than 32 bits, and for lengths
    /// where the elements are bytes or characters; else -1, 0 or 1.
    /// </summary>
    private static Operand CompareTo(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        (SpanValue span, SpanValue other) = (c.Span(0), c.Span(1));
        Value common = CommonLength(c, span, other);
        Value result = b.Alloca(4, 4);
        bool isText = element.Type.SpecialType is SpecialType.System_Byte or SpecialType.System_Char;
        b.Store(result, 0, isText ? b.Binary(IrOp.Sub, span.Length, other.Length) : Sign(b, span.Length, other.Length, signed: true), 4);
        Value bothHave = b.Binary(IrOp.And, b.Compare(IrOp.LtS, common, span.Length), b.Compare(IrOp.LtS, common, other.Length));
        c.Lowering.When(bothHave, () =>
        {
            Value left = c.Lowering.Load(c.Lowering.ElementAt(span, common, element), scalar);
            Value right = c.Lowering.Load(c.Lowering.ElementAt(other, common, element), scalar);
            b.Store(result, 0, scalar.Width < 4 ? b.Binary(IrOp.Sub, left, right) : Sign(b, left, right, scalar.Signed), 4);
        });
        return c.Number(b.Load(IrType.I32, result, 0, 4));
    }

    private static Value Sign(FunctionBuilder b, Value left, Value right, bool signed)
    {
        IrOp less = signed ? IrOp.LtS : IrOp.LtU;
        return b.Binary(IrOp.Sub, b.Compare(less, right, left), b.Compare(less, left, right));
    }

    private static Operand Reverse(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        TypeLayout element = c.Lowering.LayoutOf(c.Method.TypeArguments[0], c.Operation);
        SpanValue span = c.Span(0);
        c.Lowering.Repeat(b.Binary(IrOp.ShrU, span.Length, b.I32(1)), i =>
        {
            Place low = c.Lowering.ElementAt(span, i, element);
            Place high = c.Lowering.ElementAt(span, b.Binary(IrOp.Sub, b.Binary(IrOp.Sub, span.Length, b.I32(1)), i), element);
            Place kept = c.Lowering.Temporary(element.Type, c.Operation, null);
            c.Lowering.Assign(kept, c.Lowering.Read(low), c.Operation);
            c.Lowering.Assign(low, c.Lowering.Read(high), c.Operation);
            c.Lowering.Assign(high, c.Lowering.Read(kept), c.Operation);
        }, null);
        return Operand.Nothing;
    }

    private static Operand Replace(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        SpanValue span = c.Span(0);
        (Value old, Value replacement) = (c.Value(1), c.Value(2));
        c.Lowering.Repeat(span.Length, i =>
        {
            Place place = c.Lowering.ElementAt(span, i, element);
            Value same = b.Compare(IrOp.Eq, c.Lowering.Load(place, scalar), old);
            c.Lowering.When(same, () => b.Store(place.Address, place.Offset, replacement, scalar.Width));
        }, null);
        return Operand.Nothing;
    }
}
