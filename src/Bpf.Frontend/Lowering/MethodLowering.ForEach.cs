using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// <c>foreach</c> over spans, arrays of constants, inline arrays, ranges of numbers and maps. The flow graph shows an enumerator, for arrays one on the heap; here it
/// is an index, for maps a mark. Enumerators that are structs with source need nothing of this: their methods are inlined like others.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<CaptureId, Enumerator> _enumerators = [];
    private readonly Dictionary<MapEnumerator, ElementValue> _elementsAtHand = [];

    /// <summary>An enumeration at work.</summary>
    private abstract record Enumerator;

    /// <summary>An enumeration that counts.</summary>
    /// <param name="Current">Where the index of the element at hand is.</param>
    /// <param name="Next">Where the index of the next one is.</param>
    private abstract record CountingEnumerator(Value Current, Value Next) : Enumerator;

    /// <summary>An enumeration of elements in memory.</summary>
    /// <param name="Span">What is enumerated.</param>
    /// <param name="Current">Where the index of the element at hand is.</param>
    /// <param name="Next">Where the index of the next one is.</param>
    /// <param name="Element">What the elements are.</param>
    private sealed record SpanEnumerator(SpanVariable Span, Value Current, Value Next, ITypeSymbol Element) : CountingEnumerator(Current, Next);

    /// <summary>An enumeration of numbers; the index of one is how many were before.</summary>
    /// <param name="First">Where the first number is.</param>
    /// <param name="Count">Where it stands how many there are.</param>
    /// <param name="Current">Where the index of the number at hand is.</param>
    /// <param name="Next">Where the index of the next one is.</param>
    private sealed record RangeEnumerator(Value First, Value Count, Value Current, Value Next) : CountingEnumerator(Current, Next);

    /// <summary>True for a loop whose elements can be reached: in a span, an array of constants, an inline array or a map, or by a struct's own methods.</summary>
    public bool CanEnumerate(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { OperatorMethod: null, IsImplicit: true, Operand: { Type: not null } inner }) collection = inner;
        if (collection.Type is null || loop.IsAsynchronous) return false;
        ITypeSymbol type = TypeOf(collection.Type);
        if (ElementOfSpan(type) is not null || type.OriginalDefinition.Attribute(WellKnownNames.InlineArray) is not null || type.Is(WellKnownNames.LoopRange) || type.Is(WellKnownNames.TaskRange) || IsWalkedMap(type)) return true;
        return loop.Syntax is CommonForEachStatementSyntax syntax
            && _context.Compilation.GetSemanticModel(syntax.SyntaxTree).GetForEachStatementInfo(syntax).GetEnumeratorMethod is { } method
            && method.ReturnType is { IsValueType: true } && !method.DeclaringSyntaxReferences.IsEmpty;
    }

    /// <summary>Starts an enumeration, if that is what is captured.</summary>
    private bool StartsEnumeration(IFlowCaptureOperation capture)
    {
        if (capture.Value is not IInvocationOperation { TargetMethod: { Name: "GetEnumerator", IsStatic: false }, Instance: { } instance } start) return false;
        while (instance is IConversionOperation { OperatorMethod: null, IsImplicit: true, Operand: { Type: not null } inner }) instance = inner;
        ITypeSymbol type = TypeOf(instance.Type!);
        if (type.Is(WellKnownNames.LoopRange))
        {
            _enumerators[capture.Id] = NumbersOf(PlaceOrCopy(instance));
            return true;
        }

        if (type.Is(WellKnownNames.TaskRange))
        {
            _capturedPlaces[capture.Id] = Intrinsics.IntrinsicTable.StartTasks(this, start, PlaceOrCopy(instance));
            return true;
        }

        if (IsWalkedMap(type))
        {
            _enumerators[capture.Id] = ElementsOf(start, instance);
            return true;
        }

        SpanValue? span = ElementOfSpan(type) is not null ? SpanOf(instance)
            : type.OriginalDefinition.Attribute(WellKnownNames.InlineArray) is not null ? SpanOfArray(instance, type).Span
            : null;
        if (span is null) return false;

        SpanVariable variable = new(B, null);
        variable.TryStore(B, span);
        SpanEnumerator enumerator = new(variable, B.Alloca(4, 4), B.Alloca(4, 4), TypeOf(ElementOfSpan(type) ?? LayoutOf(type, instance).Element!.Type));
        B.Store(enumerator.Next, 0, B.I32(0), 4);
        _enumerators[capture.Id] = enumerator;
        return true;
    }

    private Enumerator? EnumeratorOf(IOperation? instance) =>
        instance is IFlowCaptureReferenceOperation reference && _enumerators.TryGetValue(reference.Id, out Enumerator? found) ? found : null;

    /// <summary>MoveNext of an enumeration of ours; null for other calls.</summary>
    private Operand? Advance(IInvocationOperation call)
    {
        if (EnumeratorOf(call.Instance) is not { } started || call.TargetMethod.Name != "MoveNext") return null;
        if (started is MapEnumerator elements) return Operand.Of(NextElement(elements), call.Type!);
        CountingEnumerator enumerator = (CountingEnumerator)started;
        return Operand.Of(enumerator is RangeEnumerator range ? AndMayGoOn(() => Step(B.Load(IrType.I32, range.Count, 0, 4)))
            : Step(((SpanEnumerator)enumerator).Span.Load(B).Length), call.Type!);

        Value Step(Value length)
        {
            Value index = B.Load(IrType.I32, enumerator.Next, 0, 4, signed: true);
            B.Store(enumerator.Current, 0, index, 4);
            B.Store(enumerator.Next, 0, B.Binary(IrOp.Add, index, B.I32(1)), 4);
            return B.Compare(IrOp.LtU, index, length);
        }
    }

    /// <summary>The element at hand, where an expression is that of an enumeration of ours; null for others.</summary>
    private Place? CurrentElement(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, IsImplicit: true } conversion) operation = conversion.Operand;
        if (operation is not IPropertyReferenceOperation { Property.Name: "Current" } property || EnumeratorOf(property.Instance) is not { } started) return null;
        if (started is RangeEnumerator range)
        {
            Place number = Temporary(operation.Type!, operation, null);
            B.Store(number.Address, number.Offset, B.Binary(IrOp.Add, B.Load(IrType.I32, range.First, 0, 4), B.Load(IrType.I32, range.Current, 0, 4)), 4);
            return number;
        }

        if (started is MapEnumerator elements) return ElementAtHand(elements, operation);
        SpanEnumerator enumerator = (SpanEnumerator)started;
        return ElementAt(enumerator.Span.Load(B), B.Load(IrType.I32, enumerator.Current, 0, 4, signed: true), LayoutOf(enumerator.Element, operation));
    }

    /// <summary>The assignment of an element to the loop's variable; false for other assignments.</summary>
    private bool AssignsElement(ISimpleAssignmentOperation assignment)
    {
        if (!assignment.IsImplicit || assignment.Target is not ILocalReferenceOperation { Local: var local } || CurrentElement(assignment.Value) is not { } element) return false;
        Place variable = VariableOf(local, assignment);
        if (local.RefKind != RefKind.None) StoreReference(variable, element, assignment);
        else Assign(variable, ConvertValue(Read(element), TypeOf(local.Type), IsInChecked(assignment.Syntax), assignment), assignment);
        return true;
    }

    /// <summary>True for the cleaning up of an enumerator that isn't there: one from outside of the region, since a region of the user's may hold a whole loop.</summary>
    private bool CleansUpEnumeration(ControlFlowRegion region)
    {
        IOperation[] operations = [.. Enumerable.Range(region.FirstBlockOrdinal, region.LastBlockOrdinal - region.FirstBlockOrdinal + 1)
            .SelectMany(i => _graph!.Blocks[i].Operations)
            .SelectMany(o => o.DescendantsAndSelf())];
        HashSet<CaptureId> captured = [.. operations.OfType<IFlowCaptureOperation>().Select(c => c.Id)];
        return operations.Any(o => o is IFlowCaptureReferenceOperation reference && !captured.Contains(reference.Id) && EnumeratorOf(reference) is not null);
    }
}
