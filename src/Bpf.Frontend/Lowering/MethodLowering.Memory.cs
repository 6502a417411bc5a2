using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Reading and writing variables; references to them.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The value of a variable. An aggregate is not copied yet: who keeps it does that.</summary>
    public Operand Read(Place place)
    {
        if (place.Pointer is { } pointer) return Operand.Of(pointer.Load(B), place.Type);
        if (place.Span is { } span) return Operand.Of(span.Load(B), place.Type);
        if (place.Element is { } element) return Operand.Of(element.Load(B), place.Type);
        if (IsFar(place)) return ReadFar(place);
        return Scalar.Of(place.Type) is { } scalar
            ? Operand.Of(Load(place, scalar), place.Type)
            : Operand.In(place, isOwned: false);
    }

    /// <summary>The number in a variable.</summary>
    public Value Load(Place place, Scalar scalar, bool isVolatile = false)
    {
        Value value = B.Load(Numbers.TypeOf(scalar), place.Address, place.Offset, scalar.Width, scalar.Signed, isVolatile || place.IsVolatile);
        value.Range = place.Range;
        return value;
    }

    /// <summary>Writes a variable.</summary>
    public void Assign(Place target, Operand value, IOperation where)
    {
        if (target.Kernel is not null)
            throw Report(RuleIds.ContextMember, where, where.Syntax.ToString(), "programs don't write to structures of the kernel's");
        if (target.Span is { } spanVariable)
        {
            SpanValue span = value.Span ?? throw Unsupported(where);
            if (!spanVariable.TryStore(B, span)) throw MixedReference(where, spanVariable.Provenance, span.Base.Type.Provenance);
        }
        else if (target.Element is { } elementVariable)
        {
            ElementValue element = value.Element ?? throw Unsupported(where);
            Assign(elementVariable.Key, Read(element.Key), where);
            StorePointer(elementVariable.Value, element.Value, where);
        }
        else if (target.Pointer is { } variable)
        {
            StorePointer(variable, value.Value ?? throw Unsupported(where), where);
        }
        else if (value.Value is { } number)
        {
            if (Scalar.Of(target.Type) is not { } scalar) throw Unsupported(where);
            B.Store(target.Address, target.Offset, number, scalar.Width, target.IsVolatile);
        }
        else if (value.Memory is { } source)
        {
            if (source.Address == target.Address && source.Offset == target.Offset) return;
            TypeLayout layout = LayoutOf(target.Type, where);
            Value from = AddressOf(source);
            if (MayOverlap(target, source) && !value.IsOwned)
            {
                Value between = B.Alloca(layout.Size, layout.Alignment); // no more: where it is copied to may have no more
                B.Copy(between, from, layout.Size);
                from = between;
            }

            B.Copy(AddressOf(target), from, layout.Size);
        }
        else
        {
            throw Unsupported(where);
        }
    }

    /// <summary>True where one may begin within the other: only structures that were declared to lie over each other do.</summary>
    private bool MayOverlap(Place a, Place b) =>
        (_context.LocalLayouts.HaveOverlaps || _context.Layouts.HaveOverlaps) && a.Address.Type.Provenance == b.Address.Type.Provenance;

    /// <summary>A variable's address as one pointer.</summary>
    public Value AddressOf(Place place) => place.Offset == 0 ? place.Address : B.PtrAdd(place.Address, place.Offset);

    /// <summary>Fills a variable with zero.</summary>
    public void Zero(Place place, IOperation where)
    {
        TypeLayout layout = LayoutOf(place.Type, where);
        if (layout.Scalar is { } scalar) B.Store(place.Address, place.Offset, Numbers.Const(B, scalar, 0), scalar.Width);
        else B.Zero(place.Address, place.Offset, layout.Size);
    }

    /// <summary>Makes a reference refer to a variable.</summary>
    private void StoreReference(Place reference, Place target, IOperation where)
    {
        if (target.Pointer is not null || target.Span is not null || target.Element is not null || reference.Pointer is not { } pointer)
            throw Report(RuleIds.RefStruct, where, target.Type.Shown());
        StorePointer(pointer, AddressOf(target), where);
    }

    private void StorePointer(PointerVariable variable, Value pointer, IOperation where)
    {
        if (!variable.TryStore(B, pointer)) throw MixedReference(where, variable.Provenance, pointer.Type.Provenance);
    }

    private LoweringException MixedReference(IOperation where, Provenance one, Provenance other) => Report(
        RuleIds.MixedReference, where, where.Syntax.ToString(), MemoryNames.Of(one), one == other ? MemoryNames.Of(other) + " of another size" : MemoryNames.Of(other));

    /// <summary>One thing or another, as a condition says.</summary>
    public void If(Value condition, System.Action then, System.Action? otherwise = null)
    {
        Compiler.Ir.BasicBlock holds = B.AddBlock();
        Compiler.Ir.BasicBlock join = B.AddBlock();
        Compiler.Ir.BasicBlock fails = otherwise is null ? join : B.AddBlock();
        B.Branch(condition, holds, fails);
        B.PositionAt(holds);
        then();
        B.Jump(join);
        if (otherwise is not null)
        {
            B.PositionAt(fails);
            otherwise();
            B.Jump(join);
        }

        B.PositionAt(join);
    }

    /// <summary>Leaves here where a condition holds, as C# would by throwing.</summary>
    public void Guard(Value condition, FaultKind fault)
    {
        if (condition is { Op: IrOp.Const, Constant: 0 }) return;
        Compiler.Ir.BasicBlock failing = B.AddBlock();
        Compiler.Ir.BasicBlock going = B.AddBlock();
        B.Branch(condition, failing, going);
        B.PositionAt(failing);
        Fault(fault);
        B.PositionAt(going);
    }

    /// <summary>
    /// A null reference is left to the verifier, which knows every path to here, unless the program says what to do about it.
    /// </summary>
    public void GuardNull(Value pointer)
    {
        if (_faultValue is not null) Guard(B.Compare(IrOp.Eq, pointer, B.Null(pointer.Type)), FaultKind.None);
    }

    private void Fault(FaultKind fault)
    {
        if (_faultValue is not null) RunFinallyOfAll();
        if (_faultValue is { } value) _frame.Leave(B.I64(FunctionFrame.LeavingWith((int)value)));
        else B.Trap(fault);
    }
}
