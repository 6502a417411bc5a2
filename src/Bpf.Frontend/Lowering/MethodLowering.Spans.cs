using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Spans: over inline arrays, stack memory, constants, and parts of all these.</summary>
internal sealed partial class MethodLowering
{
    private static readonly Scalar s_int = new(4, true);

    /// <summary>What a span or an array of one dimension holds; null for other types.</summary>
    public static ITypeSymbol? ElementOfSpan(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } named when named.Is("System.Span`1") || named.Is("System.ReadOnlySpan`1") => element,
        _ => null,
    };

    /// <summary>The span that an expression of a span or array type is.</summary>
    public SpanValue SpanOf(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion && ElementOfSpan(conversion.Operand.Type) is not null) operation = conversion.Operand;
        return Lower(operation).Span ?? throw Report(RuleIds.Pointer, operation, ConstructNames.Shortened(operation.Syntax));
    }

    /// <summary>A span of the whole of a memory.</summary>
    public SpanValue Whole(Value start, int count, TypeLayout element) => new(start, B.I64(0), B.I32(count), (long)count * element.Size);

    public SpanValue EmptySpan() => new(B.Null(IrType.Ptr(Provenance.None)), B.I64(0), B.I32(0), 0);

    /// <summary>An inline array as a span.</summary>
    private Operand SpanOfArray(IOperation array, ITypeSymbol type)
    {
        Place place = PlaceOrCopy(array);
        TypeLayout layout = LayoutOf(place.Type, array);
        return layout.Element is { } element ? Operand.Of(Whole(AddressOf(place), layout.Count, element), type) : throw Unsupported(array);
    }

    /// <summary>An element of a span; out of range is a fault.</summary>
    public Place ElementOf(SpanValue span, Value index, ITypeSymbol elementType, IOperation where)
    {
        TypeLayout element = LayoutOf(elementType, where);
        Guard(B.Compare(IrOp.LeU, span.Length, index), FaultKind.IndexOutOfRange);
        return ElementAt(span, index, element);
    }

    /// <summary>An element whose index is inside of the span. That verifiers need a proof of.</summary>
    public Place ElementAt(SpanValue span, Value index, TypeLayout element)
    {
        return Reach(span, B.Binary(IrOp.Add, span.Offset, Bytes(index, element)), element);
    }

    /// <summary>What is at the start of a span that is long enough for it.</summary>
    public Place StartOf(SpanValue span, TypeLayout layout) => Reach(span, span.Offset, layout);

    private Place Reach(SpanValue span, Value offset, TypeLayout layout)
    {
        Value last = span.Capacity == SpanValue.Constants ? _context.LastConstant(B, layout.Size) : B.I64(System.Math.Max(0, span.Capacity - layout.Size));
        Prove(B.Compare(IrOp.LeU, offset, last));
        return Place.At(B.PtrAdd(span.Base, offset), 0, layout.Type);
    }

    /// <summary>A part of a span, as <c>Slice</c> has it; out of range is a fault.</summary>
    /// <param name="span">The span.</param>
    /// <param name="start">The first element, i32.</param>
    /// <param name="length">How many, i32; null for all that follow.</param>
    /// <param name="elementType">What it holds.</param>
    /// <param name="where">The expression.</param>
    public SpanValue Slice(SpanValue span, Value start, Value? length, ITypeSymbol elementType, IOperation where)
    {
        TypeLayout element = LayoutOf(elementType, where);
        Guard(B.Compare(IrOp.LtU, span.Length, start), FaultKind.IndexOutOfRange);
        Value rest = B.Binary(IrOp.Sub, span.Length, start);
        if (length is not null) Guard(B.Compare(IrOp.LtU, rest, length), FaultKind.IndexOutOfRange);
        return span with { Offset = B.Binary(IrOp.Add, span.Offset, Bytes(start, element)), Length = length ?? rest };
    }

    private Value Bytes(Value index, TypeLayout element)
    {
        Value wide = index.Op == IrOp.Const ? B.I64((uint)index.Constant) : B.ZExt(index);
        return element.Size == 1 ? wide : B.Binary(IrOp.Mul, wide, B.I64(element.Size));
    }

    /// <summary>Tells verifiers what is so anyway: the other way ends the program, and is never taken.</summary>
    private void Prove(Value fact)
    {
        BasicBlock never = B.AddBlock();
        BasicBlock going = B.AddBlock();
        B.Branch(fact, going, never);
        B.PositionAt(never);
        B.Trap(FaultKind.None);
        B.PositionAt(going);
    }

    /// <summary>An element or a part that an index or range names: <c>s[i]</c>, <c>s[^1]</c>, <c>s[1..]</c>.</summary>
    private Place IndexedPlace(IOperation whole, IOperation argument, IOperation where)
    {
        SpanValue span = SpanOf(whole);
        return ElementOf(span, IndexOf(argument, span.Length), TypeOf(ElementOfSpan(TypeOf(whole.Type!)) ?? throw Unsupported(where)), where);
    }

    /// <summary>A part that a range names.</summary>
    private Operand Part(SpanValue span, IOperation range, ITypeSymbol elementType, ITypeSymbol type, IOperation where)
    {
        if (range is not IRangeOperation { IsLifted: false } bounds) throw Report(RuleIds.Pointer, where, ConstructNames.Shortened(where.Syntax));
        Value start = bounds.LeftOperand is { } left ? IndexOf(left, span.Length) : B.I32(0);
        Value end = bounds.RightOperand is { } right ? IndexOf(right, span.Length) : span.Length;
        return Operand.Of(Slice(span, start, B.Binary(IrOp.Sub, end, start), elementType, where), type);
    }

    /// <summary>An index as a number of elements from the start.</summary>
    private Value IndexOf(IOperation argument, Value length)
    {
        switch (argument)
        {
            case IParenthesizedOperation parenthesized:
                return IndexOf(parenthesized.Operand, length);
            case IConversionOperation { OperatorMethod.ContainingType: var type, Operand: var number } when type.Is("System.Index"):
                return IndexOf(number, length);
            case IConversionOperation { Type: var type, Operand: var number } when type.Is("System.Index"):
                return IndexOf(number, length);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var fromEnd }:
                return B.Binary(IrOp.Sub, length, IndexOf(fromEnd, length));
            default:
                Operand value = Lower(argument);
                if (value.Value is null || Scalar.Of(value.Type!) is not { } scalar) throw Report(RuleIds.Pointer, argument, ConstructNames.Shortened(argument.Syntax));
                return scalar.Width == 8 ? Narrowed(value.Value, scalar) : Numbers.Convert(B, value.Value, scalar, s_int);
        }
    }

    /// <summary>An array's index of 64 bits: what doesn't fit is out of every range.</summary>
    private Value Narrowed(Value index, Scalar scalar)
    {
        Value tooLarge = B.Compare(IrOp.LtU, B.I64(int.MaxValue), index);
        Guard(tooLarge, FaultKind.IndexOutOfRange);
        return Numbers.Convert(B, index, scalar, s_int);
    }
}
