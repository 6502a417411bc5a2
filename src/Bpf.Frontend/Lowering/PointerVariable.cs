using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>A local that holds a pointer: a <c>ref</c> local or one of type <c>Ref&lt;T&gt;</c>. What it points to is known from what is stored first.</summary>
internal sealed class PointerVariable
{
    private readonly Value _slot;
    private readonly Value? _released;
    private readonly List<Value> _nulls = [];
    private Provenance _provenance;

    /// <param name="builder">The function it is in.</param>
    /// <param name="name">Its C# name.</param>
    /// <param name="isReservation">True for a variable that knows whether what it refers to was released.</param>
    public PointerVariable(FunctionBuilder builder, string? name, bool isReservation = false)
    {
        _slot = builder.Alloca(8, 8, name);
        if (isReservation) _released = builder.Alloca(4, 4);
    }

    /// <summary>What it points to; none before anything but null was stored.</summary>
    public Provenance Provenance => _provenance;

    /// <summary>Stores a pointer; false where it points to another kind of memory than those before.</summary>
    public bool TryStore(FunctionBuilder builder, Value pointer)
    {
        if (pointer.Op == IrOp.Null && pointer.Type.Provenance == Provenance.None)
        {
            if (_provenance == Provenance.None) _nulls.Add(pointer);
            else pointer.Type = IrType.Ptr(_provenance);
        }
        else if (_provenance == Provenance.None)
        {
            _provenance = pointer.Type.Provenance;
            foreach (Value value in _nulls)
                value.Type = pointer.Type;
        }
        else if (_provenance != pointer.Type.Provenance)
        {
            return false;
        }

        builder.Store(_slot, 0, pointer, 8);
        MarkReleased(builder, false);
        return true;
    }

    /// <summary>Notes whether what it refers to was released through it.</summary>
    public void MarkReleased(FunctionBuilder builder, bool isReleased)
    {
        if (_released is not null) builder.Store(_released, 0, builder.I32(isReleased ? 1 : 0), 4);
    }

    /// <summary>i32 0 where what it refers to was not released through it.</summary>
    public Value IsReleased(FunctionBuilder builder) => _released is null ? builder.I32(0) : builder.Load(IrType.I32, _released, 0, 4);

    /// <summary>Reads the pointer.</summary>
    public Value Load(FunctionBuilder builder)
    {
        Value value = builder.Load(IrType.Ptr(_provenance), _slot, 0, 8);
        if (_provenance == Provenance.None) _nulls.Add(value);
        return value;
    }
}
