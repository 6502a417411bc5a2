using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;

namespace Bpf.Compiler.Loops;

/// <summary>
/// Computes what a loop counts by a constant step from the round's number, which the kernel gives and which is a new one to the verifier in each round; counted
/// by itself it would never be the same in two rounds, and no round like another.
/// </summary>
internal static class RoundNumbers
{
    /// <summary>Computes what is counted.</summary>
    /// <param name="function">The function.</param>
    /// <param name="loop">The loop; its header ends in a branch to the rest of the round or out of the loop.</param>
    /// <param name="counted">What it counts.</param>
    /// <param name="number">Appends the round's number, an i32, to a block.</param>
    /// <returns>Where a number that no round has would go: verifiers don't know their range.</returns>
    public static BasicBlock Count(Function function, NaturalLoop loop, List<Induction> counted, Func<BasicBlock, Value> number)
    {
        BasicBlock asked = LoopEdges.Split(function, loop.Header, 0);
        BasicBlock inRange = LoopEdges.Split(function, asked, 0);
        BasicBlock outOfRange = function.AddBlock();
        asked.Values.Clear();
        Value round = number(asked);
        Value limit = Append(asked, IrOp.Const, IrType.I32);
        limit.Constant = LoopGuards.MostRounds;
        Append(asked, IrOp.Branch, IrType.Void, Append(asked, IrOp.LtU, IrType.I32, round, limit)).Targets = [inRange, outOfRange];
        outOfRange.Predecessors.Add(asked);
        Append(outOfRange, IrOp.Trap, IrType.Void);

        Value jump = inRange.Terminator!;
        Dictionary<Value, Value> computed = [];
        foreach (Induction one in counted)
        {
            Value value = one.Phi.Type.Kind == IrKind.I64 ? Insert(IrOp.ZExt, IrType.I64, round) : round;
            Value step = Insert(IrOp.Const, one.Phi.Type);
            step.Constant = one.Step;
            computed.Add(one.Phi, Insert(IrOp.Add, one.Phi.Type, one.Start, Insert(IrOp.Mul, one.Phi.Type, value, step)));
        }

        ReplaceBelow(function, inRange, computed);
        return outOfRange;

        Value Append(BasicBlock block, IrOp op, IrType type, params Value[] operands) => LoopEdges.Append(function, block, op, type, operands);
        Value Insert(IrOp op, IrType type, params Value[] operands) => Edit.InsertBefore(function, jump, op, type, operands);
    }

    /// <summary>Puts values in place of others where a block is always run before.</summary>
    private static void ReplaceBelow(Function function, BasicBlock top, Dictionary<Value, Value> replacements)
    {
        Dominators dominators = new(function);
        foreach (BasicBlock block in function.Blocks.Where(dominators.IsReached))
        {
            foreach (Value user in block.Values)
            {
                for (int i = 0; i < user.Operands.Count; i++)
                {
                    BasicBlock at = user.Op == IrOp.Phi ? block.Predecessors[i] : block;
                    if (replacements.TryGetValue(user.Operands[i], out Value? value) && dominators.IsReached(at) && dominators.Dominates(top, at))
                        user.Operands[i] = value;
                }
            }
        }
    }
}
