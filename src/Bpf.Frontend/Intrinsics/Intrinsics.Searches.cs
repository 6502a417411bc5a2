using System;
using System.Collections.Generic;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Where in a span something is: one loop, which asks a question of each element.</summary>
internal static partial class IntrinsicTable
{
    /// <summary>The question whether an element is one of those looked for; 1 for yes.</summary>
    private delegate Value Sought(FunctionBuilder b, Value element);

    /// <summary>What is looked for: how a method's name says it, its parameters after the span, and the question.</summary>
    private static readonly (string Suffix, string Parameters, Func<IntrinsicCall, Scalar, Sought> Sought)[] s_sought =
    [
        ("", "``0", (c, _) => OneOf(c, 1)),
        ("Any", "``0,``0", (c, _) => OneOf(c, 2)),
        ("Any", "``0,``0,``0", (c, _) => OneOf(c, 3)),
        ("Any", ReadOnly, OneOfSpan),
        ("AnyInRange", "``0,``0", InRange),
        ("AnyExcept", "``0", (c, _) => Other(OneOf(c, 1))),
        ("AnyExcept", "``0,``0", (c, _) => Other(OneOf(c, 2))),
        ("AnyExcept", "``0,``0,``0", (c, _) => Other(OneOf(c, 3))),
        ("AnyExcept", ReadOnly, (c, scalar) => Other(OneOfSpan(c, scalar))),
        ("AnyExceptInRange", "``0,``0", (c, scalar) => Other(InRange(c, scalar))),
    ];

    private static void AddSearches()
    {
        const string Id = "M:System.MemoryExtensions.";
        foreach (string type in new[] { ReadOnly, "System.Span{``0}" })
        {
            foreach ((string suffix, string parameters, Func<IntrinsicCall, Scalar, Sought> sought) in s_sought)
            {
                Row($"{Id}IndexOf{suffix}``1({type},{parameters})", c => c.Number(Search(c, sought, fromEnd: false)));
                Row($"{Id}LastIndexOf{suffix}``1({type},{parameters})", c => c.Number(Search(c, sought, fromEnd: true)));
                Row($"{Id}Contains{suffix}``1({type},{parameters})", c => c.Bool(c.B.Compare(IrOp.LeS, c.B.I32(0), Search(c, sought, fromEnd: false))));
            }

            Row($"{Id}Count``1({type},``0)", Count);
            Row($"{Id}StartsWith``1({type},``0)", c => IsAt(c, fromEnd: false));
            Row($"{Id}EndsWith``1({type},``0)", c => IsAt(c, fromEnd: true));
            foreach ((string name, bool start, bool end) in new[] { ("Trim", true, true), ("TrimStart", true, false), ("TrimEnd", false, true) })
                Row($"{Id}{name}``1({type},``0)", c => Trim(c, start, end));
        }
    }

    private static Sought OneOf(IntrinsicCall c, int count)
    {
        List<Value> wanted = [];
        for (int i = 1; i <= count; i++)
            wanted.Add(c.Value(i));
        return (b, element) =>
        {
            Value found = b.Compare(IrOp.Eq, element, wanted[0]);
            for (int i = 1; i < count; i++)
                found = b.Binary(IrOp.Or, found, b.Compare(IrOp.Eq, element, wanted[i]));
            return found;
        };
    }

    private static Sought OneOfSpan(IntrinsicCall c, Scalar scalar)
    {
        SpanValue wanted = c.Span(1);
        return (b, element) => b.Compare(IrOp.LeS, b.I32(0), Search(c, wanted, scalar, (_, each) => b.Compare(IrOp.Eq, element, each), fromEnd: false));
    }

    /// <summary>As .NET asks: whether an element is as far above the least as the greatest is, or less; so a range may go round the end of its type.</summary>
    private static Sought InRange(IntrinsicCall c, Scalar scalar)
    {
        if (c.Method.TypeArguments[0].SpecialType == SpecialType.System_Boolean) throw c.Lowering.Unsupported(c.Operation);
        Scalar unsigned = scalar with { Signed = false };
        (Value low, Value high) = (c.Value(1), c.Value(2));
        Value size = Numbers.Fit(c.B, c.B.Binary(IrOp.Sub, high, low), unsigned);
        return (b, element) => b.Compare(IrOp.LeU, Numbers.Fit(b, b.Binary(IrOp.Sub, element, low), unsigned), size);
    }

    private static Sought Other(Sought sought) => (b, element) => b.Compare(IrOp.Eq, sought(b, element), b.I32(0));

    private static Value Search(IntrinsicCall c, Func<IntrinsicCall, Scalar, Sought> sought, bool fromEnd)
    {
        SpanValue span = c.Span(0);
        Scalar scalar = Scalars(c).Scalar;
        return Search(c, span, scalar, sought(c, scalar), fromEnd);
    }

    /// <summary>The index of the first or last element that is sought; -1 for none.</summary>
    private static Value Search(IntrinsicCall c, SpanValue span, Scalar scalar, Sought sought, bool fromEnd)
    {
        FunctionBuilder b = c.B;
        TypeLayout element = Scalars(c).Layout;
        Value result = b.Alloca(4, 4);
        b.Store(result, 0, b.I32(-1), 4);
        c.Lowering.Repeat(span.Length, _ => { }, i =>
        {
            Value index = fromEnd ? b.Binary(IrOp.Sub, b.Binary(IrOp.Sub, span.Length, b.I32(1)), i) : i;
            Value found = sought(b, c.Lowering.Load(c.Lowering.ElementAt(span, index, element), scalar));
            c.Lowering.When(found, () => b.Store(result, 0, index, 4));
            return b.Compare(IrOp.Eq, found, b.I32(0));
        });
        return b.Load(IrType.I32, result, 0, 4);
    }

    private static Operand Count(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        SpanValue span = c.Span(0);
        Value wanted = c.Value(1);
        Value result = b.Alloca(4, 4);
        b.Store(result, 0, b.I32(0), 4);
        c.Lowering.Repeat(span.Length, i =>
        {
            Value found = b.Compare(IrOp.Eq, c.Lowering.Load(c.Lowering.ElementAt(span, i, element), scalar), wanted);
            b.Store(result, 0, b.Binary(IrOp.Add, b.Load(IrType.I32, result, 0, 4), found), 4);
        }, null);
        return c.Number(b.Load(IrType.I32, result, 0, 4));
    }

    private static Operand IsAt(IntrinsicCall c, bool fromEnd)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        SpanValue span = c.Span(0);
        Value wanted = c.Value(1);
        Value result = b.Alloca(4, 4);
        b.Store(result, 0, b.I32(0), 4);
        c.Lowering.When(b.Compare(IrOp.LtS, b.I32(0), span.Length), () =>
        {
            Value index = fromEnd ? b.Binary(IrOp.Sub, span.Length, b.I32(1)) : b.I32(0);
            b.Store(result, 0, b.Compare(IrOp.Eq, c.Lowering.Load(c.Lowering.ElementAt(span, index, element), scalar), wanted), 4);
        });
        return c.Bool(b.Load(IrType.I32, result, 0, 4));
    }

    private static Operand Trim(IntrinsicCall c, bool start, bool end)
    {
        FunctionBuilder b = c.B;
        (TypeLayout element, Scalar scalar) = Scalars(c);
        SpanValue span = c.Span(0);
        Sought other = Other(OneOf(c, 1));
        Value first = start ? Search(c, span, scalar, other, fromEnd: false) : b.I32(0);
        Value last = end ? Search(c, span, scalar, other, fromEnd: true) : b.Binary(IrOp.Sub, span.Length, b.I32(1));
        // Where there is no other element: an empty part, from the end for what is trimmed at its start.
        if (start) first = Numbers.Select(b, b.Compare(IrOp.LtS, first, b.I32(0)), span.Length, first);
        if (start && end) last = Numbers.Select(b, b.Compare(IrOp.LtS, last, b.I32(0)), b.Binary(IrOp.Sub, span.Length, b.I32(1)), last);
        Value length = b.Binary(IrOp.Sub, b.Binary(IrOp.Add, last, b.I32(1)), first);
        return Operand.Of(c.Lowering.Slice(span, first, length, element.Type, c.Operation), c.Type);
    }
}
