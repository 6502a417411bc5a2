using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Driver;

/// <summary>
/// The stack of a program with the subprograms it calls: 512 bytes for every chain of calls (<c>check_max_stack_depth</c>,
/// kernel/bpf/verifier.c).
/// </summary>
internal sealed class StackDepth
{
    private readonly CallGraph _calls;
    private readonly Dictionary<string, CompiledFunction> _code;
    private readonly int _rounding;
    private readonly Dictionary<Function, (int Depth, List<Function> Chain)> _deepest = [];

    /// <param name="functions">The functions.</param>
    /// <param name="code">The code of each.</param>
    /// <param name="rounding">What kernels round every frame up to.</param>
    public StackDepth(IReadOnlyList<Function> functions, IReadOnlyList<CompiledFunction> code, int rounding)
    {
        _calls = new(functions);
        _code = code.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _rounding = rounding;
    }

    /// <summary>What is wrong with a program's stack; null where it fits.</summary>
    public BpfDiagnostic? Check(Function program)
    {
        (int depth, List<Function> chain) = Deepest(program);
        if (depth <= KernelLimits.Stack || chain.Count == 1)
            return null;
        StackObject? largest = chain.Select(LargestOf).OfType<StackObject?>().OrderByDescending(s => s!.Value.Size).FirstOrDefault();
        return BpfDiagnostic.Create("BPF0401", largest?.Location ?? program.Location,
            $"{program.Name} needs {depth} bytes of stack, and eBPF has {KernelLimits.Stack} for all functions that call each other: {Shown(chain)}");
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

        return _deepest[function] = (FrameOf(function) + below.Depth, [function, .. below.Chain]);
    }

    private int FrameOf(Function function) => (Math.Max(_code[function.Name].StackSize, 1) + _rounding - 1) / _rounding * _rounding;

    private StackObject? LargestOf(Function function) => _code[function.Name].Stack
        .Where(s => s.Name is not null)
        .OrderByDescending(s => s.Size)
        .Select(s => (StackObject?)s)
        .FirstOrDefault();

    private string Shown(IEnumerable<Function> chain) => string.Join(" -> ", chain.Select(f =>
    {
        string local = LargestOf(f) is { } largest ? $", {largest.Size} of them '{largest.Name}'" : "";
        return $"{f.Location?.Method ?? f.Name} ({_code[f.Name].StackSize} bytes{local})";
    }));
}
