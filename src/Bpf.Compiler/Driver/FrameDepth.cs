using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Driver;

/// <summary>How many frames a program needs for the functions that call each other or are called back: 8 at most (<c>MAX_CALL_FRAMES</c>, include/linux/bpf_verifier.h).</summary>
internal sealed class FrameDepth(IReadOnlyList<Function> functions)
{
    private const int Most = 8;

    private readonly CallGraph _calls = new(functions);
    private readonly Dictionary<Function, List<Function>> _deepest = [];

    /// <summary>What is wrong with a program's calls, at the first call too many; null where all of them have a frame.</summary>
    public BpfDiagnostic? Check(Function program)
    {
        List<Function> chain = Deepest(program);
        if (chain.Count <= Most)
            return null;
        Value? call = chain[Most - 1].Blocks.SelectMany(b => b.Values).FirstOrDefault(v => v.Op is IrOp.Call or IrOp.FunctionAddress && v.Symbol == chain[Most].Name);
        return new BpfDiagnostic(Rules.CallDepth, call?.Location ?? program.Location, [program.Name, $"{chain.Count}", $"BPF allows {Most} frames"]);
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
