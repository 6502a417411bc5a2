using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Loops;
using Bpf.Compiler.Passes;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Driver;

/// <summary>
/// Answers what a function asks of the kernels it is compiled for. One object runs on all of them, so the answer is yes only where each would
/// say so; what depends on it becomes unreachable and goes.
/// </summary>
internal sealed class KernelChoices(Module module, ImmutableArray<KernelProfile> kernels)
{
    /// <summary>What code without named kernels may rely on.</summary>
    private static readonly Version s_baseline = new(5, 12);

    private readonly KernelFunctionCheck _kernelFunctions = new(module);

    /// <summary>Makes constants of the questions in a function; where it loops in the form wanted, those are left that ask for another round.</summary>
    /// <returns>How many states of callbacks are hidden.</returns>
    public int Resolve(Function function, LoopForm loops)
    {
        LoopSupport support = SupportOf(function);
        foreach (Value value in function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.MayGoOn))
        {
            if (loops.Everywhere ? support == default : value.Constant == 0 || !support.Iterator)
                Edit.MakeConstant(value, 1);
        }

        foreach (Value value in function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.HasHelper))
        {
            value.Constant = IsOffered(function, value.Helper) ? 1 : 0;
            value.Helper = default;
            value.Op = IrOp.Const;
        }

        foreach (Value value in function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.HasKfunc).ToArray())
        {
            if (value.Constant == 0 && AnswerOfAll(function, value.Symbol!) is { } answer)
                Edit.MakeConstant(value, answer ? 1 : 0);
            else
                AskAtLoad(function, value);
        }

        bool followsCallbacks = !kernels.IsEmpty && kernels.All(k => KernelLimits.FollowsCallbacks(k.Version));
        foreach (Value value in function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.FollowsCallbacks))
            Edit.MakeConstant(value, followsCallbacks ? 1 : 0);
        Value[] states = [.. function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.HidesState)];
        bool hides = loops.Everywhere && kernels.Any(k => KernelLimits.FollowsCallbacks(k.Version));
        foreach (Value state in states)
            Edit.MakeConstant(state, hides ? 1 : 0);
        if (followsCallbacks)
            Edit.Replace(function, function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.Forget).ToDictionary(v => v, v => v.Operands[0]));
        return hides ? states.Length : 0;
    }

    /// <summary>True where every kernel reads from tags what a global function may rely on.</summary>
    public bool ReadsTags => !kernels.IsEmpty && kernels.All(k => k.Version >= KernelLimits.TaggedArguments);

    /// <summary>What all kernels that a function is for have to run loops.</summary>
    public LoopSupport SupportOf(Function function)
    {
        (ProgramInfo Program, KernelProfile Kernel)[] runs =
            [.. CallersOf(function).SelectMany(program => kernels.Where(kernel => program.Requires.All(kernel.Has)).Select(kernel => (program, kernel)))];
        return runs.Length == 0 ? default : new(
            runs.All(r => NumberIterator.IsOffered(r.Kernel, r.Program.Type)), runs.All(r => r.Kernel.Has(Feature.MayGoto)), IsOffered(function, HelperId.Loop));
    }

    /// <summary>What every kernel that a function is for answers; null where they don't agree, or none is known.</summary>
    private bool? AnswerOfAll(Function function, string name)
    {
        bool?[] answers = [.. CallersOf(function).SelectMany(program => kernels.Where(kernel => program.Requires.All(kernel.Has)))
            .Select(kernel => _kernelFunctions.Has(kernel, name)).Distinct()];
        return answers is [{ } answer] ? answer : null;
    }

    /// <summary>The address of a weak symbol is 0 where there is none, as in clang's objects (<c>bpf_ksym_exists</c> of libbpf's bpf_helpers.h).</summary>
    private static void AskAtLoad(Function function, Value question)
    {
        IrType pointer = IrType.Ptr(Provenance.Kernel);
        Value address = Edit.InsertBefore(function, question, IrOp.ExternAddress, pointer);
        address.Symbol = question.Symbol;
        Value nowhere = Edit.InsertBefore(function, question, IrOp.Null, pointer);
        (question.Symbol, question.Constant) = (null, 0);
        Edit.Rewrite(question, IrOp.Ne, address, nowhere);
    }

    private bool IsOffered(Function function, HelperId helper)
    {
        Version? since = Helpers.Find(helper)?.Since;
        return kernels.IsEmpty ? since <= s_baseline : CallersOf(function).All(program => kernels
            .Where(kernel => program.Requires.All(kernel.Has))
            .All(kernel => kernel.Helpers.ContainsKey(program.Type) ? kernel.Allows(program.Type, helper) : since <= kernel.Version));
    }

    /// <summary>A subprogram may be called from any program of the object.</summary>
    private IEnumerable<ProgramInfo> CallersOf(Function function) => function.Program is { } program
        ? [program] : module.Functions.Select(f => f.Program).OfType<ProgramInfo>();
}
