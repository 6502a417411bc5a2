using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>In how many natural loops each block is.</summary>
public static class LoopDepths
{
    /// <summary>Computes the depths of all reached blocks.</summary>
    /// <param name="dominators">Dominators of the function.</param>
    public static Dictionary<BasicBlock, int> Of(Dominators dominators)
    {
        Dictionary<BasicBlock, int> depths = [];
        foreach (BasicBlock block in dominators.ReversePostOrder)
            depths.Add(block, 0);
        foreach (BasicBlock header in dominators.ReversePostOrder)
        {
            HashSet<BasicBlock> loop = [header];
            Stack<BasicBlock> work = new();
            foreach (BasicBlock predecessor in header.Predecessors)
            {
                if (dominators.IsReached(predecessor) && dominators.Dominates(header, predecessor) && loop.Add(predecessor))
                    work.Push(predecessor);
                else if (predecessor == header)
                    depths[header]++;
            }

            if (loop.Count == 1)
                continue;
            while (work.Count > 0)
            {
                foreach (BasicBlock predecessor in work.Pop().Predecessors)
                {
                    if (dominators.IsReached(predecessor) && loop.Add(predecessor))
                        work.Push(predecessor);
                }
            }

            foreach (BasicBlock block in loop)
                depths[block]++;
        }

        return depths;
    }
}
