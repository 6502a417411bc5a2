using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Makes plain loads and stores of atomic operations on the stack, which no other processor sees.
/// </summary>
/// <remarks>
/// That is more than speed. Up to Linux 6.18 at least the verifier loses track of where the result of an atomic fetch from the stack comes from:
/// it takes paths with another number there for one it has seen, and removes branches that are taken.
/// </remarks>
internal static class StackAtomics
{
    public static bool Run(Function function)
    {
        bool changed = false;
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values.Where(v => v is { Op: IrOp.Atomic, Operands: [{ Type: { IsPtr: true, Provenance: Provenance.Stack } }, ..] }).ToArray())
            {
                Replace(function, value);
                changed = true;
            }
        }

        return changed;
    }

    private static void Replace(Function function, Value atomic)
    {
        BasicBlock block = atomic.Block!;
        int at = block.Values.IndexOf(atomic) + 1;
        IrType type = atomic.Type;
        (Value address, Value operand) = (atomic.Operands[0], atomic.Operands[1]);
        Value written = atomic.Atomic switch
        {
            AtomicOp.Xchg => operand,
            AtomicOp.CmpXchg => Chosen(atomic.Operands[2]),
            AtomicOp.Add => Append(IrOp.Add, type, atomic, operand),
            AtomicOp.And => Append(IrOp.And, type, atomic, operand),
            AtomicOp.Or => Append(IrOp.Or, type, atomic, operand),
            _ => Append(IrOp.Xor, type, atomic, operand),
        };
        Value store = Append(IrOp.Store, IrType.Void, address, written);
        store.Constant = atomic.Constant;
        store.Width = atomic.Width = type.Kind == IrKind.I64 ? 8 : 4;
        Edit.Rewrite(atomic, IrOp.Load, address);

        // old ^ ((old ^ replacement) & -(old == comparand))
        Value Chosen(Value replacement)
        {
            Value equal = Append(IrOp.Eq, IrType.I32, atomic, operand);
            if (type.Kind == IrKind.I64) equal = Append(IrOp.ZExt, IrType.I64, equal);
            Value mask = Append(IrOp.Sub, type, Append(IrOp.Const, type), equal);
            Value difference = Append(IrOp.Xor, type, atomic, replacement);
            return Append(IrOp.Xor, type, atomic, Append(IrOp.And, type, difference, mask));
        }

        Value Append(IrOp op, IrType result, params Value[] operands)
        {
            Value made = function.NewValue(op, result, atomic.Location, operands);
            made.Block = block;
            block.Values.Insert(at++, made);
            return made;
        }
    }
}
