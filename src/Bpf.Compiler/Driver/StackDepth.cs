using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Driver;

/// <summary>
/// The stack of a program with the subprograms it calls: 512 bytes for every chain of calls (<c>check_max_stack_depth</c>,
/// kernel/bpf/verifier.c).
/// </summary>
internal sealed class StackDepth
{
    // Kernels round every frame up, to this or more; what exactly counts is the simulated verifier's to say.
    private const int Rounding = 16;

    private readonly CallGraph _calls;
    private readonly Dictionary<string, int> _sizes;
    private readonly Dictionary<Function, (int Depth, List<Function> Chain)> _deepest = [];

    public StackDepth(IReadOnlyList<Function> functions, IReadOnlyList<CompiledFunction> code)
    {
        _calls = new(functions);
        _sizes = code.ToDictionary(c => c.Name, c => c.StackSize, StringComparer.Ordinal);
    }

    /// <summary>What is wrong with a program's stack; null where it fits.</summary>
    public BpfDiagnostic? Check(Function program)
    {
        (int depth, List<Function> chain) = Deepest(program);
        if (depth <= Register.StackSize || chain.Count == 1)
            return null;
        string shown = string.Join(" -> ", chain.Select(f => $"{f.Location?.Method ?? f.Name} ({_sizes[f.Name]} bytes)"));
        return BpfDiagnostic.Create("BPF0401", program.Location,
            $"{program.Name} needs {depth} bytes of stack, and eBPF has {Register.StackSize} for all functions that call each other: {shown}");
    }

    private (int Depth, List<Function> Chain) Deepest(Function function)
    {
        if (_deepest.TryGetValue(function, out (int Depth, List<Function> Chain) known))
            return known;
        (int Depth, List<Function> Chain) below = (0, []);
        foreach (Function callee in _calls.CalleesOf(function))
        {
            (int Depth, List<Function> Chain) one = Deepest(callee);
            if (one.Depth > below.Depth)
                below = one;
        }

        int own = (Math.Max(_sizes[function.Name], 1) + Rounding - 1) / Rounding * Rounding;
        return _deepest[function] = (own + below.Depth, [function, .. below.Chain]);
    }
}
