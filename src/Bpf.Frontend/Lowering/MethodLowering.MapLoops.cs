using Bpf.Compiler.Ir;
using Bpf.Compiler.Loops;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Intrinsics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// <c>foreach</c> over the elements of a map. It is lowered as the loop that it is, with marks where the kernel's helper says which element is at hand; when the
/// whole function is lowered, a round of it becomes a function that the helper calls (<see cref="CallbackLoop"/>).
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>An enumeration of the elements of a map.</summary>
    private sealed record MapEnumerator(Value Map, ElementVariable Element, ITypeSymbol Type) : Enumerator;

    private static bool IsWalkedMap(ITypeSymbol? type) =>
        type is not null && (type.Is(WellKnownNames.KeyedMap) || type.Is(WellKnownNames.IndexedMap) || IsWalkedMap(type.BaseType));

    private MapEnumerator ElementsOf(IInvocationOperation start, IOperation map)
    {
        IntrinsicCall call = new(this, start, map, start.Arguments, start.TargetMethod);
        RequireWalkable(call.Map(), start, "foreach");
        ITypeSymbol element = TypeOf(start.TargetMethod.ReturnType.GetMembers("Current") is [IPropertySymbol current] ? current.Type : throw Unsupported(start));
        return new(call.MapAddress(), (ElementVariable)Temporary(element, start, null).Element!, element);
    }

    /// <summary>Reports a map whose elements programs cannot walk through.</summary>
    public void RequireWalkable(DeclaredMap map, IOperation where, string name)
    {
        if (map.Class.Type == MapType.LpmTrie) throw Report(RuleIds.ContextMember, where, name, "programs cannot walk LPM tries");
    }

    /// <summary>MoveNext: what stands for the answer, and where there is another element, that.</summary>
    private Value NextElement(MapEnumerator elements)
    {
        IrType pointer = IrType.Ptr(Provenance.MapValue);
        (Value more, Value key, Value value) = (B.HasHelper(HelperId.ForEachMapElem), B.Null(pointer), B.Null(pointer));
        _frame.Loops.Add(new(elements.Map, more, key, value));
        _elementsAtHand[elements] = new(Place.At(key, 0, elements.Element.Key.Type), value);
        return more;
    }

    /// <summary>The element at hand: its key is copied, for it may be removed.</summary>
    private Place ElementAtHand(MapEnumerator elements, IOperation where)
    {
        Place element = Place.Of(elements.Element, elements.Type);
        Assign(element, Operand.Of(_elementsAtHand[elements], elements.Type), where);
        return element;
    }
}
