using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Maps, references into them, ring buffers. Sources of the flags: include/uapi/linux/bpf.h.</summary>
internal static partial class IntrinsicTable
{
    private const long Any = 0;
    private const long NoExist = 1;
    private const long Exist = 2;

    private static void AddMaps()
    {
        Row("M:Bpf.KeyedMap`2.TryFind(`0@,Bpf.Ref{`1}@)", Find);
        Row("M:Bpf.KeyedMap`2.TryAdd(`0@,`1@)", c => Update(c, NoExist));
        Row("M:Bpf.KeyedMap`2.TryUpdate(`0@,`1@)", c => Update(c, Exist));
        Row("M:Bpf.KeyedMap`2.TrySet(`0@,`1@)", c => Update(c, Any));
        Row("M:Bpf.KeyedMap`2.Remove(`0@)", Remove);
        Row("M:Bpf.IndexedMap`1.TryFind(System.UInt32,Bpf.Ref{`0}@)", Find);
        Row("M:Bpf.IndexedMap`1.TrySet(System.UInt32,`0@)", c => Update(c, Any));
        Row("M:Bpf.RingBuffer`1.TryReserve(Bpf.Reservation{`0}@)", Reserve);
        Row("M:Bpf.RingBuffer`1.TryOutput(`0@)", Output);

        Row("M:Bpf.ProgramArray`1.TailCall(`0)", TailCall);

        PlaceRow("P:Bpf.Ref`1.Value", Referred);
        Row("P:Bpf.Ref`1.IsNull", c => c.Bool(IsNull(c.B, c.This(), IrOp.Eq)));
        PlaceRow("P:Bpf.Reservation`1.Value", Referred);
        Row("M:Bpf.Reservation`1.Submit", c => Commit(c, HelperId.RingbufSubmit));
        Row("M:Bpf.BpfSpinLock.Hold", c =>
        {
            Value held = c.ThisAddress();
            c.B.CallHelper(HelperId.SpinLock, IrType.Void, held);
            return Operand.Of(held, c.Type);
        });
        Row("M:Bpf.LockScope.Dispose", c =>
        {
            c.B.CallHelper(HelperId.SpinUnlock, IrType.Void, c.This());
            return Operand.Nothing;
        });
        Row("M:Bpf.Reservation`1.Discard", c => Commit(c, HelperId.RingbufDiscard));
        Row("M:Bpf.Reservation`1.Dispose", DiscardUnreleased);
    }

    private static Operand Find(IntrinsicCall c)
    {
        DeclaredMap map = c.Map();
        Value key = Spill(c, 0, map.Key!);
        Place result = c.Place(1);
        Value found = c.B.CallHelper(HelperId.MapLookupElem, IrType.Ptr(Provenance.MapValue), c.MapAddress(), key);
        c.Lowering.Assign(result, Operand.Of(found, result.Type), c.Operation);
        return c.Bool(IsNull(c.B, found, IrOp.Ne));
    }

    private static Operand Update(IntrinsicCall c, long flags)
    {
        DeclaredMap map = c.Map();
        Value key = Spill(c, 0, map.Key!);
        Value value = Spill(c, 1, map.Value);
        return Succeeded(c, c.B.CallHelper(
            HelperId.MapUpdateElem, IrType.I64, c.MapAddress(), key, value, c.B.I64(flags)));
    }

    private static Operand Remove(IntrinsicCall c)
    {
        DeclaredMap map = c.Map();
        Value key = Spill(c, 0, map.Key!);
        return Succeeded(c, c.B.CallHelper(HelperId.MapDeleteElem, IrType.I64, c.MapAddress(), key));
    }

    private static Operand Reserve(IntrinsicCall c)
    {
        DeclaredMap map = c.Map();
        Place result = c.Place(0);
        IrType pointer = IrType.Ptr(Provenance.Reservation);
        Value record = c.B.CallHelper(
            HelperId.RingbufReserve, pointer, c.MapAddress(), c.B.I64(map.Value.Size), c.B.I64(0));
        c.Lowering.Assign(result, Operand.Of(record, result.Type), c.Operation);
        Value succeeded = IsNull(c.B, record, IrOp.Ne);

        BasicBlock got = c.B.AddBlock();
        BasicBlock lost = c.B.AddBlock();
        BasicBlock join = c.B.AddBlock();
        c.B.Branch(succeeded, got, lost);
        c.B.PositionAt(got);
        foreach (Padding padding in Padding.Of(map.Value)) // the record holds what it held before: nothing of it may leak
            c.B.Zero(record, padding.Offset, padding.Length);
        c.B.Jump(join);
        c.B.PositionAt(lost);
        CountLoss(c.B, map);
        c.B.Jump(join);
        c.B.PositionAt(join);
        return c.Bool(succeeded);
    }

    private static Operand Output(IntrinsicCall c)
    {
        DeclaredMap map = c.Map();
        Value data = Spill(c, 0, map.Value);
        Value result = c.B.CallHelper(
            HelperId.RingbufOutput, IrType.I64, c.MapAddress(), data, c.B.I64(map.Value.Size), c.B.I64(0));
        Value succeeded = c.B.Compare(IrOp.Eq, result, c.B.I64(0));
        BasicBlock lost = c.B.AddBlock();
        BasicBlock join = c.B.AddBlock();
        c.B.Branch(succeeded, join, lost);
        c.B.PositionAt(lost);
        CountLoss(c.B, map);
        c.B.Jump(join);
        c.B.PositionAt(join);
        return c.Bool(succeeded);
    }

    /// <summary>
    /// When the other program ends, the kernel goes on behind the call of the function that it was called from: only in the program itself is that the end of the run.
    /// (Commit e411901c0b77, which brought tail calls to functions of programs.)
    /// </summary>
    private static Operand TailCall(IntrinsicCall c)
    {
        if (c.Lowering.Frame.CalledFrom is not null)
        {
            throw c.Lowering.Report(
                RuleIds.ContextMember, c.Operation, "TailCall",
                "called from a function of its own, the other program would return into this one; it has to be in the program's method or in one that is inlined there");
        }

        DeclaredMap map = c.Map();
        Value slot = c.Value(0);
        c.B.CallHelper(HelperId.TailCall, IrType.Void, c.Lowering.ContextPointer, c.MapAddress(), c.B.ZExt(slot));
        return Operand.Nothing;
    }

    private static void CountLoss(FunctionBuilder b, DeclaredMap map) =>
        b.Atomic(AtomicOp.Add, b.GlobalAddress(".bss", map.LostOffset), 0, b.I64(1));

    private static Operand Commit(IntrinsicCall c, HelperId helper)
    {
        if (c.ThisPlace() is not { Pointer: { } record }) throw c.Lowering.Unsupported(c.Operation);
        c.B.CallHelper(helper, IrType.Void, record.Load(c.B), c.B.I64(0));
        record.MarkReleased(c.B, true);
        return Operand.Nothing;
    }

    /// <summary>Discards what is there and was not released: on each way out it is known which.</summary>
    private static Operand DiscardUnreleased(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        if (c.ThisPlace() is not { Pointer: { } record }) throw c.Lowering.Unsupported(c.Operation);
        c.Lowering.When(b.Compare(IrOp.Eq, record.IsReleased(b), b.I32(0)), () =>
        {
            Value pointer = record.Load(b);
            c.Lowering.When(IsNull(b, pointer, IrOp.Ne), () => b.CallHelper(HelperId.RingbufDiscard, IrType.Void, pointer, b.I64(0)));
        });
        return Operand.Nothing;
    }

    private static Place Referred(IntrinsicCall c)
    {
        Value pointer = c.This();
        c.Lowering.GuardNull(pointer);
        return Place.At(pointer, 0, ((INamedTypeSymbol)c.Lowering.TypeOf(c.Instance!.Type!)).TypeArguments[0]);
    }

    private static Value IsNull(FunctionBuilder b, Value pointer, IrOp comparison) => b.Compare(comparison, pointer, b.Null(pointer.Type));

    private static Operand Succeeded(IntrinsicCall c, Value result) => c.Bool(c.B.Compare(IrOp.Eq, result, c.B.I64(0)));

    /// <summary>The greatest size in bytes of what is copied to the stack though it is in a map: the stack has 512.</summary>
    private const int LargestCopy = 64;

    /// <summary>
    /// An argument in memory where every helper takes it: on the stack, or, where it is large and in a map, there. A number gets a place of its own, so that
    /// its variable needs none.
    /// </summary>
    private static Value Spill(IntrinsicCall c, int ordinal, TypeLayout layout)
    {
        if (layout.Scalar is { } scalar)
        {
            Value number = c.Value(ordinal);
            Value slot = c.B.Alloca(layout.Size, layout.Alignment);
            c.B.Store(slot, 0, number, scalar.Width);
            return slot;
        }

        Place place = c.Place(ordinal);
        Provenance memory = place.Address.Type.Provenance;
        if (memory is Provenance.Stack || (memory is Provenance.MapValue && layout.Size > LargestCopy)) return c.Lowering.AddressOf(place);
        Place copy = c.Lowering.Temporary(layout.Type, c.Operation, null);
        c.Lowering.Assign(copy, c.Lowering.Read(place), c.Operation);
        return copy.Address;
    }
}
