using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Loops;

/// <summary>A variable whose value goes into a round of a loop, and out of it.</summary>
/// <param name="Memory">The variable, in the function with the loop.</param>
/// <param name="Type">Its type in a register.</param>
/// <param name="IsChanged">True where the round writes it.</param>
internal sealed record CarriedVariable(Value Memory, IrType Type, bool IsChanged)
{
    /// <summary>Its bytes.</summary>
    private int Width => (int)Memory.Constant;

    /// <summary>A variable that is read and written as a whole and whose address goes nowhere; null for other memory.</summary>
    public static CarriedVariable? Of(Value memory, List<Value> uses, HashSet<BasicBlock> inside)
    {
        if (!uses.All(u => u.Op is IrOp.Load or IrOp.Store && u.Operands[0] == memory && u is { Constant: 0, IsVolatile: false } && u.Width == memory.Constant)
            || uses.Any(u => u.Op == IrOp.Store && u.Operands[1] == memory)) return null;
        IrType[] types = [.. uses.Select(u => u.Op == IrOp.Load ? u.Type : u.Operands[1].Type).Distinct()];
        bool isPointer = types.Any(t => t.IsPtr);
        if (isPointer && types.Length > 1) return null;
        IrType type = isPointer ? types[0] : memory.Constant == 8 ? IrType.I64 : IrType.I32;
        return new(memory, type, uses.Any(u => u.Op == IrOp.Store && inside.Contains(u.Block!)));
    }

    /// <summary>Reads the variable.</summary>
    /// <param name="b">Where to.</param>
    /// <param name="memory">It, or what stands for it in the round.</param>
    public Value Load(FunctionBuilder b, Value memory) => b.Load(Type, memory, 0, Width);

    /// <summary>Writes the variable.</summary>
    /// <param name="b">Where to.</param>
    /// <param name="memory">It, or what stands for it in the round.</param>
    /// <param name="value">The value.</param>
    public void Store(FunctionBuilder b, Value memory, Value value) => b.Store(memory, 0, value, Width);

    /// <summary>What stands for it in the round.</summary>
    public Value Own(FunctionBuilder b) => b.Alloca(Width, Memory.Width, Memory.Symbol);
}
