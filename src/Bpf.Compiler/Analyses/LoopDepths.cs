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
        foreach (NaturalLoop loop in NaturalLoop.Of(dominators))
        {
            foreach (BasicBlock block in loop.Blocks)
                depths[block]++;
        }

        return depths;
    }
}
