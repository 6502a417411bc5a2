using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>
/// Arenas: a pointer in memory is a number, user space's address; where it is followed it is cast to the kernel's, as clang does for <c>__arena</c> pointers.
/// Sources: kernel/bpf/arena.c; LLVM, "address_space(1)" of its BPF target.
/// </summary>
internal static partial class IntrinsicTable
{
    /// <summary><c>NUMA_NO_NODE</c>.</summary>
    private const int AnyNode = -1;

    private static void AddArenas()
    {
        const string Pointer = "Bpf.ArenaPtr`1", Same = "Bpf.ArenaPtr{`0}";
        PlaceRow($"P:{Pointer}.Value", c => Place.At(InArena(c), 0, ArenaTarget(c)));
        PlaceRow($"P:{Pointer}.Item(System.Int32)", c =>
        {
            Value first = InArena(c);
            return Place.At(c.B.PtrAdd(first, ArenaDistance(c.Lowering, c.Operation, ArenaTarget(c), c.Value(0))), 0, ArenaTarget(c));
        });
        Row($"P:{Pointer}.IsNull", c => c.Bool(c.B.Compare(IrOp.Eq, c.This(), c.B.I64(0))));
        Row($"P:{Pointer}.Address", c => c.Number(c.This()));
        Row($"M:{Pointer}.#ctor(System.UInt64)", c => c.Number(c.Value(0)));
        Row($"M:{Pointer}.As``1", c => Operand.Of(c.This(), c.Type));
        Row($"M:{Pointer}.Equals({Same})", c =>
        {
            Value left = c.This();
            return c.Bool(c.B.Compare(IrOp.Eq, left, c.Value(0)));
        });
        OperatorRow($"M:{Pointer}.op_Equality({Same},{Same})", (l, o, v) => Operand.Of(l.B.Compare(IrOp.Eq, v[0].Value!, v[1].Value!), o.Type!));
        OperatorRow($"M:{Pointer}.op_Inequality({Same},{Same})", (l, o, v) => Operand.Of(l.B.Compare(IrOp.Ne, v[0].Value!, v[1].Value!), o.Type!));
        OperatorRow($"M:{Pointer}.op_Addition({Same},System.Int32)", (l, o, v) =>
        {
            ITypeSymbol type = l.TypeOf(o.Type!);
            return Operand.Of(l.B.Binary(IrOp.Add, v[0].Value!, ArenaDistance(l, o, ((INamedTypeSymbol)type).TypeArguments[0], v[1].Value!)), type);
        });

        Row("M:Bpf.Arena.AllocatePages``1(System.UInt32)", c =>
        {
            Value arena = c.MapAddress();
            return Operand.Of(c.Lowering.CallKernel(c.Operation, "bpf_arena_alloc_pages", arena, c.B.I64(0), c.Value(0), c.B.I32(AnyNode), c.B.I64(0)), c.Type);
        });
        Row("M:Bpf.Arena.FreePages``1(Bpf.ArenaPtr{``0},System.UInt32)", c =>
        {
            Value arena = c.MapAddress();
            Value first = c.Value(0);
            c.Lowering.CallKernel(c.Operation, "bpf_arena_free_pages", arena, first, c.Value(1));
            return Operand.Nothing;
        });
        Row("M:Bpf.Arena.PointerTo``1(``0@)", c =>
        {
            _ = c.Map();
            Place variable = c.Place(0);
            if (variable is { Pointer: null, Span: null, Element: null, Address.Type.Provenance: Provenance.Arena })
                return Operand.Of(c.B.Bitcast(c.Lowering.AddressOf(variable), IrType.I64), c.Type);
            throw c.Lowering.Report(RuleIds.Arena, c.Operation, c.ArgumentOf(0).Syntax.ToString(), c.Lowering.Context.Declared.Class.Name, "it is other memory");
        });
    }

    /// <summary>What the pointer that a member is called on points to, for instructions.</summary>
    private static Value InArena(IntrinsicCall c)
    {
        if (c.Lowering.Context.Declared.Arena is null)
            throw c.Lowering.Report(RuleIds.Arena, c.Operation, c.Operation.Syntax.ToString(), c.Lowering.Context.Declared.Class.Name, "there is none");
        return c.B.Bitcast(c.This(), IrType.Ptr(Provenance.Arena));
    }

    private static ITypeSymbol ArenaTarget(IntrinsicCall c) => ((INamedTypeSymbol)c.Lowering.TypeOf(c.Instance!.Type!)).TypeArguments[0];

    /// <summary>The bytes that a number of elements take.</summary>
    private static Value ArenaDistance(MethodLowering lowering, IOperation where, ITypeSymbol element, Value count)
    {
        TypeLayout layout = lowering.SharedLayoutOf(element, where);
        Value wide = lowering.B.SExt(count);
        return layout.Size == 1 ? wide : lowering.B.Binary(IrOp.Mul, wide, lowering.B.I64(layout.Size));
    }
}
