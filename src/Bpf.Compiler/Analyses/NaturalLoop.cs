using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>A loop with one way in: the blocks from which its header is reached again without leaving it.</summary>
/// <param name="Header">The block that every round starts with.</param>
/// <param name="Blocks">All its blocks, inner loops' included.</param>
/// <param name="Latches">The blocks that go back to the header.</param>
public sealed record NaturalLoop(BasicBlock Header, IReadOnlyCollection<BasicBlock> Blocks, IReadOnlyList<BasicBlock> Latches)
{
    /// <summary>The loops of a function, outer ones first; back edges to one header make one loop.</summary>
    /// <param name="dominators">Dominators of the function.</param>
    public static List<NaturalLoop> Of(Dominators dominators)
    {
        List<NaturalLoop> loops = [];
        foreach (BasicBlock header in dominators.ReversePostOrder)
        {
            List<BasicBlock> latches = [.. header.Predecessors.Where(p => dominators.IsReached(p) && dominators.Dominates(header, p)).Distinct()];
            if (latches.Count == 0)
                continue;
            HashSet<BasicBlock> blocks = [header];
            Stack<BasicBlock> work = new(latches.Where(blocks.Add));
            while (work.Count > 0)
            {
                foreach (BasicBlock predecessor in work.Pop().Predecessors)
                {
                    if (dominators.IsReached(predecessor) && blocks.Add(predecessor))
                        work.Push(predecessor);
                }
            }

            loops.Add(new(header, blocks, latches));
        }

        return loops;
    }

    /// <summary>True for a value that is the same in all rounds.</summary>
    /// <param name="value">The value.</param>
    public bool IsInvariant(Value value) => value.Op is IrOp.Const or IrOp.Null || !Blocks.Contains(value.Block!);
}
