using System;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Atomics: RFC 9669, section 5.3.</summary>
internal static partial class IntrinsicTable
{
    private static readonly string[] s_atomicTypes = ["System.Int32", "System.Int64", "System.UInt32", "System.UInt64"];

    private static void AddInterlocked()
    {
        const string Id = "M:System.Threading.Interlocked.";
        Rows(Id + "Increment({0}@)", s_atomicTypes, c => AddAtomically(c, c.Place(0), one => one));
        Rows(Id + "Decrement({0}@)", s_atomicTypes, c => AddAtomically(c, c.Place(0), one => c.B.Const(one.Type, -1)));
        Rows(Id + "Add({0}@,{0})", s_atomicTypes, c => AddAtomically(c, c.Place(0), _ => c.Value(1)));
        Rows(Id + "And({0}@,{0})", s_atomicTypes, c => Atomically(c, AtomicOp.And));
        Rows(Id + "Or({0}@,{0})", s_atomicTypes, c => Atomically(c, AtomicOp.Or));
        Rows(Id + "Exchange({0}@,{0})", s_atomicTypes, c => Atomically(c, AtomicOp.Xchg));
        Rows(Id + "CompareExchange({0}@,{0},{0})", s_atomicTypes, c =>
        {
            Place place = c.Place(0);
            Value replacement = c.Value(1);
            Value comparand = c.Value(2);
            return c.Number(c.B.Atomic(AtomicOp.CmpXchg, place.Address, place.Offset, comparand, replacement));
        });
        Rows(Id + "Read({0}@)", ["System.Int64", "System.UInt64"], VolatileRead);

        string[] volatileTypes = ["System.Boolean", "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.IntPtr", "System.UIntPtr", .. s_atomicTypes];
        Rows("M:System.Threading.Volatile.Read({0}@)", volatileTypes, VolatileRead);
        Rows("M:System.Threading.Volatile.Write({0}@,{0})", volatileTypes, c =>
        {
            Place place = c.Place(0);
            Value value = c.Value(1);
            c.B.Store(place.Address, place.Offset, value, Scalar.Of(place.Type)!.Value.Width, isVolatile: true);
            return Operand.Nothing;
        });

        string[] narrow = ["System.Byte", "System.SByte", "System.Int16", "System.UInt16"];
        foreach (string operation in new[] { "Exchange({0}@,{0})", "CompareExchange({0}@,{0},{0})" })
        {
            Rows(Id + operation, narrow, c => throw c.Lowering.Report(
                RuleIds.AtomicWidth, c.Operation, c.LayoutOf(c.Type).Size, c.Operation.Syntax.ToString()));
        }
    }

    private static Operand AddAtomically(IntrinsicCall c, Place place, Func<Value, Value> addend)
    {
        Value value = addend(Numbers.Const(c.B, Scalar.Of(place.Type)!.Value, 1));
        Value old = c.B.Atomic(AtomicOp.Add, place.Address, place.Offset, value);
        return c.Number(c.B.Binary(IrOp.Add, old, value));
    }

    private static Operand Atomically(IntrinsicCall c, AtomicOp op)
    {
        Place place = c.Place(0);
        Value value = c.Value(1);
        return c.Number(c.B.Atomic(op, place.Address, place.Offset, value));
    }

    private static Operand VolatileRead(IntrinsicCall c)
    {
        Place place = c.Place(0);
        return Operand.Of(c.Lowering.Load(place, Scalar.Of(place.Type)!.Value, isVolatile: true), c.Type);
    }
}
