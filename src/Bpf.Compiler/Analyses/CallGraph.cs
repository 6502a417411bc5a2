using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>Which functions of a module call which.</summary>
internal sealed class CallGraph
{
    private readonly Dictionary<string, Function> _functions;

    public CallGraph(IEnumerable<Function> functions) => _functions = functions.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The functions that a function calls itself or has called back, each once.</summary>
    public IEnumerable<Function> CalleesOf(Function function) => function.Blocks
        .SelectMany(b => b.Values)
        .Where(v => v.Op is IrOp.Call or IrOp.FunctionAddress)
        .Select(v => v.Symbol!)
        .Distinct()
        .Where(_functions.ContainsKey)
        .Select(name => _functions[name]);

    /// <summary>A function and all it reaches by calls, itself first.</summary>
    public IReadOnlyList<Function> Reached(Function function)
    {
        List<Function> reached = [function];
        for (int i = 0; i < reached.Count; i++)
            reached.AddRange(CalleesOf(reached[i]).Except(reached));

        return reached;
    }
}
