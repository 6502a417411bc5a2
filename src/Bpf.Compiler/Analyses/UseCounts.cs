using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>How often each value of a function is an operand.</summary>
public static class UseCounts
{
    /// <summary>Counts the uses; values without any have 0.</summary>
    /// <param name="function">The function.</param>
    public static Dictionary<Value, int> Of(Function function)
    {
        Dictionary<Value, int> counts = [];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                if (!counts.ContainsKey(value))
                    counts.Add(value, 0);
                foreach (Value operand in value.Operands)
                {
                    counts.TryGetValue(operand, out int n);
                    counts[operand] = n + 1;
                }
            }
        }

        return counts;
    }
}
