using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Driver;

/// <summary>How many frames a program needs for the functions that call each other or are called back: not more than any of the kernels has.</summary>
/// <param name="functions">The functions.</param>
/// <param name="most">The frames that all kernels have.</param>
internal sealed class FrameDepth(IReadOnlyList<Function> functions, int most)
{
    private readonly CallGraph _calls = new(functions);
    private readonly Dictionary<Function, List<Function>> _deepest = [];

    /// <summary>What is wrong with a program's calls, at the first call too many; null where all of them have a frame.</summary>
    public BpfDiagnostic? Check(Function program)
    {
        List<Function> chain = Deepest(program);
        if (chain.Count <= most)
            return null;
        Value? call = chain[most - 1].Blocks.SelectMany(b => b.Values).FirstOrDefault(v => v.Op is IrOp.Call or IrOp.FunctionAddress && v.Symbol == chain[most].Name);
        return new BpfDiagnostic(Rules.CallDepth, call?.Location ?? program.Location, [program.Name, $"{chain.Count}", $"BPF allows {most} frames: {string.Join(" -> ", chain.Select(f => f.Location?.Method ?? f.Name))}"]);
    }

    private List<Function> Deepest(Function function)
    {
        if (_deepest.TryGetValue(function, out List<Function>? known))
            return known;
        List<Function> below = [];
        foreach (Function callee in _calls.CalleesOf(function))
        {
            if (Deepest(callee) is { } one && one.Count > below.Count)
                below = one;
        }

        return _deepest[function] = [function, .. below];
    }
}
