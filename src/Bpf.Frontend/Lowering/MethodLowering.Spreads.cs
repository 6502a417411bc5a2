using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Collection expressions with other collections in them: <c>[..a, 1, ..b]</c>.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>
    /// A span of values and of the elements of spans. In the order of C#'s compiler: what stands up to the last spread is evaluated, then copied; what follows is
    /// evaluated as it is stored.
    /// </summary>
    private Operand Spread(ICollectionExpressionOperation collection, TypeLayout element)
    {
        int last = collection.Elements.LastIndexOf(collection.Elements.Last(e => e is ISpreadOperation));
        List<(Operand? Value, SpanValue? Span, TypeLayout Type)> parts = [];
        int most = collection.Elements.Length - last - 1;
        foreach (IOperation part in collection.Elements.Take(last + 1))
        {
            if (part is not ISpreadOperation spread)
            {
                parts.Add((KeptCopy(ConvertValue(Lower(part), element.Type, false, collection), part), null, element));
                most++;
                continue;
            }

            if (spread.ElementConversion is { IsUserDefined: true }) throw Unsupported(spread);
            TypeLayout held = LayoutOf(spread.ElementType ?? throw Unsupported(spread), spread);
            SpanValue span = SpreadSpan(spread);
            parts.Add((null, span, held));
            most += MostElements(span, held, spread);
        }

        if (most == 0) return Operand.Of(EmptySpan(), TypeOf(collection.Type!));
        if ((long)most * element.Size > StackLimit) throw Report(RuleIds.StackAlloc, collection, $"a program has {StackLimit} bytes of stack, and this may take {most * element.Size}");
        SpanValue whole = Whole(Elements(most, element), most, element);
        B.Zero(whole.Base, 0, most * element.Size); // verifiers want the rest written, too, where there are fewer
        Value count = B.I32(0);
        foreach ((Operand? value, SpanValue? span, TypeLayout held) in parts)
        {
            Value start = count;
            if (span is null) Append(value!);
            else
            {
                Repeat(span.Length, i => Assign(
                    ElementAt(whole, B.Binary(IrOp.Add, start, i), element), ConvertValue(Read(ElementAt(span, i, held)), element.Type, false, collection), collection), null);
                count = B.Binary(IrOp.Add, start, span.Length);
            }
        }

        foreach (IOperation part in collection.Elements.Skip(last + 1))
            Append(ConvertValue(Lower(part), element.Type, false, collection));
        return Operand.Of(whole with { Length = count }, TypeOf(collection.Type!));

        void Append(Operand value)
        {
            Assign(ElementAt(whole, count, element), value, collection);
            count = B.Binary(IrOp.Add, count, B.I32(1));
        }
    }

    private SpanValue SpreadSpan(ISpreadOperation spread)
    {
        if (ElementOfSpan(spread.Operand.Type) is not null) return SpanOf(spread.Operand);
        if (spread.Operand.Type is null || LayoutOf(spread.Operand.Type, spread) is not { Element: { } held } array) throw Unsupported(spread);
        Operand copy = KeptCopy(Lower(spread.Operand), spread);
        return Whole(AddressOf(copy.Memory ?? throw Unsupported(spread)), array.Count, held);
    }

    /// <summary>How many elements a span has at most, which has to be known to make room for them.</summary>
    private int MostElements(SpanValue span, TypeLayout element, IOperation where)
    {
        if (span.Length.Op == IrOp.Const) return (int)span.Length.Constant;
        if (span.Capacity == SpanValue.Constants) throw Report(RuleIds.StackAlloc, where, "it is not known how many constants '" + ConstructNames.Shortened(where.Syntax) + "' adds");
        return (int)(span.Capacity / element.Size);
    }
}
