using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>Removes blocks that the entry doesn't reach, and branches whose one side is never reached by contract.</summary>
internal static class UnreachableBlocks
{
    public static bool Run(Function function)
    {
        bool changed = false;
        foreach (BasicBlock block in function.Blocks)
        {
            if (block.Terminator is not { Op: IrOp.Branch } branch)
                continue;
            for (int i = 0; i < 2; i++)
            {
                if (branch.Targets[i].Values[0].Op == IrOp.Unreachable)
                {
                    Edit.FoldBranch(block, 1 - i);
                    changed = true;
                    break;
                }
            }
        }

        HashSet<BasicBlock> reached = [function.Blocks[0]];
        Stack<BasicBlock> work = new(reached);
        while (work.Count > 0)
        {
            foreach (BasicBlock successor in work.Pop().Successors)
            {
                if (reached.Add(successor))
                    work.Push(successor);
            }
        }

        if (reached.Count == function.Blocks.Count)
            return changed;
        foreach (BasicBlock block in function.Blocks.Where(b => !reached.Contains(b)))
        {
            foreach (BasicBlock successor in block.Successors)
                Edit.RemoveEdge(block, successor);
        }

        function.Blocks.RemoveAll(b => !reached.Contains(b));
        return true;
    }
}
