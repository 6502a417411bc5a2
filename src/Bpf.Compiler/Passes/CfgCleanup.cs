using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Straightens control flow: folds branches that are decided or go one way, drops unreached blocks, removes phis that merge one value, skips
/// blocks that only jump, and joins blocks that always follow one another.
/// </summary>
internal static class CfgCleanup
{
    public static bool Run(Function function)
    {
        bool any = false, changed = true;
        while (changed)
        {
            changed = FoldBranches(function);
            changed |= UnreachableBlocks.Run(function);
            changed |= RemoveTrivialPhis(function);
            changed |= SkipEmptyBlocks(function);
            changed |= MergeBlocks(function);
            any |= changed;
        }

        return any;
    }

    private static bool FoldBranches(Function function)
    {
        bool changed = false;
        foreach (BasicBlock block in function.Blocks)
        {
            if (block.Terminator is not { Op: IrOp.Branch } branch)
                continue;
            if (branch.Operands[0].Op == IrOp.Const)
            {
                Edit.FoldBranch(block, branch.Operands[0].Constant != 0 ? 0 : 1);
                changed = true;
            }
            else if (branch.Targets[0] == branch.Targets[1] && SameOnBothEdges(block, branch.Targets[0]))
            {
                Edit.FoldBranch(block, 0);
                changed = true;
            }
        }

        return changed;
    }

    private static bool SameOnBothEdges(BasicBlock from, BasicBlock to)
    {
        int first = to.Predecessors.IndexOf(from), second = to.Predecessors.LastIndexOf(from);
        return to.Values.TakeWhile(v => v.Op == IrOp.Phi).All(p => p.Operands[first] == p.Operands[second]);
    }

    private static bool RemoveTrivialPhis(Function function)
    {
        Dictionary<Value, Value> replacements = [];
        foreach (BasicBlock block in function.Blocks)
        {
            block.Values.RemoveAll(value =>
            {
                if (value.Op != IrOp.Phi || Only(value, replacements) is not { } only)
                    return false;
                replacements.Add(value, only);
                return true;
            });
        }

        Edit.Replace(function, replacements);
        return replacements.Count > 0;
    }

    /// <summary>The one value, besides itself, that a phi merges; null where there are several.</summary>
    private static Value? Only(Value phi, Dictionary<Value, Value> replacements)
    {
        Value? only = null;
        foreach (Value operand in phi.Operands)
        {
            Value value = operand;
            while (replacements.TryGetValue(value, out Value? replacement))
                value = replacement;
            if (value == phi || value == only)
                continue;
            if (only is not null)
                return null;
            only = value;
        }

        return only;
    }

    /// <summary>Sends the predecessors of a block that only jumps straight to its target.</summary>
    private static bool SkipEmptyBlocks(Function function)
    {
        bool changed = false;
        foreach (BasicBlock block in function.Blocks.Skip(1).ToArray())
        {
            if (block.Values is not [{ Op: IrOp.Jump } jump] || jump.Targets[0] == block || block.Predecessors.Count == 0)
                continue;
            BasicBlock target = jump.Targets[0];
            bool hasPhis = target.Values[0].Op == IrOp.Phi;
            // With phis, a predecessor that already goes to the target would need two different values on one edge.
            if (hasPhis && (block.Predecessors.Any(p => target.Predecessors.Contains(p)) || block.Predecessors.Distinct().Count() != block.Predecessors.Count))
                continue;
            int edge = target.Predecessors.IndexOf(block);
            foreach (BasicBlock predecessor in block.Predecessors)
            {
                predecessor.Terminator!.Targets = [.. predecessor.Terminator.Targets.Select(t => t == block ? target : t)];
                target.Predecessors.Add(predecessor);
                foreach (Value phi in target.Values.TakeWhile(v => v.Op == IrOp.Phi))
                    phi.Operands.Add(phi.Operands[edge]);
            }

            Edit.RemoveEdge(block, target);
            block.Predecessors.Clear();
            function.Blocks.Remove(block);
            changed = true;
        }

        return changed;
    }

    private static bool MergeBlocks(Function function)
    {
        HashSet<BasicBlock> gone = [];
        foreach (BasicBlock block in function.Blocks)
        {
            while (!gone.Contains(block) && block.Terminator is { Op: IrOp.Jump } jump
                && jump.Targets[0] is { Predecessors.Count: 1 } next && next != block && next.Values[0].Op != IrOp.Phi)
            {
                block.Values.RemoveAt(block.Values.Count - 1);
                foreach (Value value in next.Values)
                {
                    value.Block = block;
                    block.Values.Add(value);
                }

                foreach (BasicBlock successor in next.Successors)
                {
                    int edge = successor.Predecessors.IndexOf(next);
                    if (edge >= 0)
                        successor.Predecessors[edge] = block;
                }

                gone.Add(next);
            }
        }

        function.Blocks.RemoveAll(gone.Contains);
        return gone.Count > 0;
    }
}
