using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Loops;

/// <summary>
/// Makes a function of a round of a loop that <c>bpf_loop</c> calls, for kernels that have that (Linux 5.17) and no iterators: their verifiers follow it once.
/// </summary>
/// <remarks>The helper calls at most <see cref="LoopGuards.MostRounds"/> times. Source: bpf-helpers(7); <c>set_loop_callback_state</c>, kernel/bpf/verifier.c.</remarks>
internal static class RepeatedRound
{
    // 23 bits are what a round's number has at most; a verifier knows of no bit of it, and of none of the product with an odd number of many bits.
    private const int NumberBits = 23;
    private const long ManyBits = unchecked((long)0x9E3779B97F4A7C15);

    private static readonly IrType[] s_parameters = [IrType.I64, IrType.Ptr(Provenance.Stack)];

    /// <summary>
    /// True for a loop that can be run so: none that moves a reference from round to round. Verifiers before Linux 6.7 would take it to be where it is in the first.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="guard">What asks for another round, in the header.</param>
    public static bool Fits(Function function, NaturalLoop loop, Value guard)
    {
        Value[] others = [.. loop.Header.Values.Where(v => v.Op != IrOp.Phi && v != guard && !v.IsTerminator)];
        return !loop.Blocks.Contains(loop.Header.Terminator!.Targets[1])
            && loop.Header.Values.TakeWhile(v => v.Op == IrOp.Phi).All(v => !v.Type.IsPtr)
            && !others.Any(v => v.HasSideEffect)
            && !function.Blocks.Where(b => !loop.Blocks.Contains(b)).SelectMany(b => b.Values).SelectMany(v => v.Operands).Any(others.Contains);
    }

    /// <summary>Runs a loop so.</summary>
    /// <param name="function">The function.</param>
    /// <param name="loop">The loop; its header ends in the branch on the guard, and one block before it leads to it alone.</param>
    /// <param name="guard">What asks for another round.</param>
    /// <param name="name">The symbol of the round's function.</param>
    /// <returns>The round's function.</returns>
    public static Function Give(Function function, NaturalLoop loop, Value guard, string name)
    {
        BasicBlock header = loop.Header;
        Value number = Edit.InsertBefore(function, guard, IrOp.Const, IrType.I64);
        List<Induction> counted = [.. header.Values.Select(v => Induction.Of(loop, v)).OfType<Induction>()];
        if (counted.Count > 0)
        {
            RoundNumbers.Count(function, loop, counted, block => LoopEdges.Append(function, block, IrOp.Trunc, IrType.I32, number));
            Pipeline.RunOne("dead-code", function); // what was counted
        }

        BasicBlock first = LoopEdges.Split(function, header, 0);
        loop = NaturalLoop.Of(new Dominators(function)).Find(l => l.Header == header)!;
        List<BasicBlock> exits = LoopEdges.Exits(function, loop);
        BasicBlock over = header.Terminator!.Targets[1];
        foreach (Value moved in header.Values.Where(v => v.Op != IrOp.Phi && v != guard && v != number && !v.IsTerminator).ToArray())
        {
            header.Values.Remove(moved);
            moved.Block = first;
            first.Values.Insert(first.Values.Count - 1, moved);
        }

        new LoopVariables(function, loop, first, over).Make(exits);
        Dominators dominators = new(function);
        List<BasicBlock> blocks = [.. dominators.ReversePostOrder.Where(b => b != header && loop.Blocks.Contains(b))];
        RoundFunction form = new(s_parameters, [(number, 0)], UnknownZero);
        Function round = form.Outline(function, header, blocks, RoundInputs.Of(function, blocks, [number], mayOwn: false), name, Call);
        header.Values.Remove(guard);
        Pipeline.RunOne("mem2reg", function);
        return round;

        static void Call(FunctionBuilder b, Value round, Value data) => b.CallHelper(HelperId.Loop, IrType.I64, b.I32(LoopGuards.MostRounds), round, data, b.I64(0));
    }

    private static Value UnknownZero(FunctionBuilder b) => b.Binary(
        IrOp.Mul, b.Binary(IrOp.ShrU, b.Function.Blocks[0].Values.First(v => v is { Op: IrOp.Param, Constant: 0 }), b.I64(NumberBits)), b.I64(ManyBits));
}
