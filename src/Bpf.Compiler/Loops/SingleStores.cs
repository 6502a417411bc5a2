using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;

namespace Bpf.Compiler.Loops;

/// <summary>
/// Gives the rounds of a loop the values of variables that are set once, before it: a span's length, say. As values they are known where they are constants; as
/// memory of the caller's they are not.
/// </summary>
internal static class SingleStores
{
    /// <summary>Puts values in place of what the blocks read.</summary>
    /// <param name="function">The function with the loop.</param>
    /// <param name="dominators">Of it.</param>
    /// <param name="head">Where the loop starts.</param>
    /// <param name="blocks">The round.</param>
    public static void Forward(Function function, Dominators dominators, BasicBlock head, IEnumerable<BasicBlock> blocks)
    {
        Dictionary<Value, Value?> stores = [];
        foreach (Value value in dominators.ReversePostOrder.SelectMany(b => b.Values))
        {
            for (int i = 0; i < value.Operands.Count; i++)
            {
                Value memory = value.Operands[i];
                if (memory.Op != IrOp.Alloca || IsWholeLoad(value, memory)) continue;
                bool isOnly = i == 0 && IsWhole(value, memory) && value.Op == IrOp.Store && !stores.ContainsKey(memory) && dominators.Dominates(value.Block!, head);
                stores[memory] = isOnly ? value : null;
            }
        }

        Dictionary<Value, Value> known = [];
        foreach (Value load in blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.Load))
        {
            if (stores.TryGetValue(load.Operands[0], out Value? store) && store is not null && store.Operands[1].Type == load.Type) known.Add(load, store.Operands[1]);
        }

        Edit.Replace(function, known);
    }

    private static bool IsWholeLoad(Value value, Value memory) => value.Op == IrOp.Load && IsWhole(value, memory);

    /// <summary>True for an access to all of a variable as wide as a register.</summary>
    private static bool IsWhole(Value value, Value memory) =>
        value is { Constant: 0, IsVolatile: false, Width: 4 or 8 } && value.Width == memory.Constant;
}
