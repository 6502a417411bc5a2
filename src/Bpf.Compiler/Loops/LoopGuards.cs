using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;

namespace Bpf.Compiler.Loops;

/// <summary>
/// Decides each <see cref="IrOp.MayGoOn"/>: the loop gets an iterator of the kernel's, a <c>may_goto</c>, becomes a function that <c>bpf_loop</c> calls, or stays
/// as it is. Verifiers compare the states before two rounds of the former instead of following all of them.
/// </summary>
/// <remarks>
/// An iterator ends after 8,388,608 rounds, and so does <c>bpf_loop</c>, so a loop gets one only where that can't be: because it makes fewer rounds, which is proven, or because the
/// source says what happens then (<c>[OnFault]</c>). <c>may_goto</c> ends after that many, too, and since Linux 6.15 after a quarter of a second: only
/// where the source says what happens then. Source: Documentation/bpf/kfuncs.rst, open-coded iterators; the changelogs of 6.4, 6.9 and 6.15.
/// </remarks>
internal static class LoopGuards
{
    /// <summary><c>BPF_MAX_LOOPS</c>, include/linux/bpf_verifier.h.</summary>
    public const int MostRounds = 8 * 1024 * 1024;

    private static readonly string[] s_cleanup = ["cfg-cleanup", "simplify", "value-numbering", "dead-code", "cfg-cleanup"];

    /// <summary>Decides all of a function's, after the passes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="support">What there is for loops.</param>
    /// <param name="form">Which loops are to get it.</param>
    /// <param name="rounds">Gets the rounds that become functions of their own, which no pass has seen.</param>
    /// <returns>How many loops got something.</returns>
    public static int Run(Function function, LoopSupport support, LoopForm form, ICollection<Function> rounds)
    {
        // Inner loops first: what leaves one leaves those around it, too.
        Dictionary<BasicBlock, int> depths = LoopDepths.Of(new Dominators(function));
        List<Value> guards = [.. function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.MayGoOn)
            .OrderByDescending(v => depths.TryGetValue(v.Block!, out int depth) ? depth : 0)];
        int made = guards.Count(g => Decide(function, g, support, form, rounds));
        if (guards.Count == 0)
            return 0;
        foreach (string pass in s_cleanup)
            Pipeline.RunOne(pass, function);
        return made;
    }

    /// <summary>True where a loop is known to end, and makes, with those around it, more rounds than a verifier would follow.</summary>
    public static bool HasLongLoop(Function function)
    {
        Dominators dominators = new(function);
        List<NaturalLoop> loops = NaturalLoop.Of(dominators);
        if (loops.Count == 0)
            return false;
        ValueRanges ranges = new(function);
        Dictionary<NaturalLoop, decimal?> rounds = loops.ToDictionary(l => l, l => new RoundCount(l, dominators, ranges).Most());
        return loops.Exists(inner => rounds[inner] <= MostRounds
            && loops.Where(l => l.Blocks.Contains(inner.Header)).Aggregate(1m, (product, l) => product * Math.Min(rounds[l] ?? 1, MostRounds)) > LoopForm.Many);
    }

    private static bool Decide(Function function, Value guard, LoopSupport support, LoopForm form, ICollection<Function> rounds)
    {
        Dominators dominators = new(function);
        BasicBlock block = guard.Block!;
        NaturalLoop? loop = !dominators.IsReached(block) ? null : NaturalLoop.Of(dominators).Find(l => l.Header == block);
        if (loop is null || block.Terminator is not { Op: IrOp.Branch } branch || branch.Operands[0] != guard || !loop.Blocks.Contains(branch.Targets[0]))
            return Plain(guard);

        BasicBlock before = LoopEdges.Before(function, loop);
        dominators = new Dominators(function);
        decimal? most = new RoundCount(loop, dominators, new ValueRanges(function)).Most();
        bool isRange = guard.Constant != 0;
        if (most <= (isRange ? form.MostPlainRoundsOfRanges : form.MostPlainRounds) + 1)
            return Plain(guard);
        bool mayEnd = branch.Targets[1].Terminator is not { Op: IrOp.Trap };
        bool isOpen = !isRange && !(most <= MostRounds);
        if (isOpen && mayEnd && form.Open == OpenLoops.MayGoto && support.MayGoto)
            return true; // code generation knows it
        if (isOpen && (!mayEnd || form.Open == OpenLoops.Plain))
            return Plain(guard);
        if (support.Iterator)
            NumberIterator.Give(function, loop, before, guard);
        else if (support.Callback && form.Everywhere && RepeatedRound.Fits(function, loop, guard))
            rounds.Add(RepeatedRound.Give(function, loop, guard, $"{function.Name}.loop{rounds.Count}"));
        else
            return Plain(guard);
        return true;
    }

    private static bool Plain(Value guard)
    {
        Edit.MakeConstant(guard, 1);
        return false;
    }
}
