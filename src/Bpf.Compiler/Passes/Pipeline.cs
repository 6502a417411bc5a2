using System;
using System.Collections.Immutable;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>The passes and their order.</summary>
public static class Pipeline
{
    // The second group repeats while it finds something: each pass makes room for the others.
    private const int MostRounds = 8;

    private static readonly ImmutableArray<Pass> Early =
    [
        new("cfg-cleanup", "Straightens control flow", CfgCleanup.Run),
        new("stack-atomics", "Reads and writes the stack plainly", StackAtomics.Run),
        new("sroa", "Takes structs on the stack apart", Sroa.Run),
        new("mem2reg", "Makes values of locals", Mem2Reg.Run),
    ];

    private static readonly ImmutableArray<Pass> Repeated =
    [
        new("simplify", "Folds constants and applies identities", Simplify.Run),
        new("value-numbering", "Merges equal values", ValueNumbering.Run),
        new("ranges", "Decides comparisons from known ranges", RangePropagation.Run),
        new("cfg-cleanup", "Straightens control flow", CfgCleanup.Run),
        new("jump-threading", "Goes straight where a merged constant leads", JumpThreading.Run),
        new("cfg-cleanup", "Straightens control flow", CfgCleanup.Run),
        new("sroa", "Takes structs on the stack apart", Sroa.Run),
        new("mem2reg", "Makes values of locals", Mem2Reg.Run),
        new("out-buffers", "Has helpers write where their result goes", OutBuffers.Run),
        new("dead-stores", "Drops what is overwritten before it is read", DeadStores.Run),
        new("dead-code", "Removes what nothing needs", DeadCode.Run),
    ];

    private static readonly ImmutableArray<Pass> Late =
    [
        new("packet-offsets", "Shows verifiers that offsets into packets are small", PacketOffsets.Run),
    ];

    /// <summary>Optimizes a function in place.</summary>
    /// <param name="function">A valid function.</param>
    /// <param name="after">Called after each pass with its name, for tests and traces.</param>
    public static void Run(Function function, Action<string, Function>? after = null)
    {
        foreach (Pass pass in Early)
            Run(pass, function, after);
        for (int round = 0; round < MostRounds; round++)
        {
            bool changed = false;
            foreach (Pass pass in Repeated)
                changed |= Run(pass, function, after);
            if (!changed)
                break;
        }

        foreach (Pass pass in Late)
            Run(pass, function, after);
    }

    /// <summary>Runs one pass by its name, for tests of passes on text.</summary>
    /// <param name="name">Its name in the lists above.</param>
    /// <param name="function">The function.</param>
    /// <returns>True where it changed something.</returns>
    /// <exception cref="ArgumentException">There is no such pass.</exception>
    public static bool RunOne(string name, Function function)
    {
        foreach (Pass pass in (ImmutableArray<Pass>)[.. Early, .. Repeated, .. Late])
        {
            if (pass.Name == name)
                return Run(pass, function, null);
        }

        throw new ArgumentException($"There is no pass '{name}'.", nameof(name));
    }

    private static bool Run(Pass pass, Function function, Action<string, Function>? after)
    {
        bool changed = pass.Run(function);
#if DEBUG
        IrValidator.Require(function, pass.Name);
#endif
        after?.Invoke(pass.Name, function);
        return changed;
    }

    private readonly record struct Pass(string Name, string Purpose, Func<Function, bool> Run);
}
