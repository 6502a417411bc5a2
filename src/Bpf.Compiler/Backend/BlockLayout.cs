using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Backend;

/// <summary>Cleans up the graph of blocks once registers are known: skips blocks that only jump, joins straight runs, copies lone exits.</summary>
internal static class BlockLayout
{
    public static void Tidy(MachineFunction function)
    {
        bool changed = true;
        while (changed)
        {
            changed = SkipEmptyBlocks(function);
            changed |= FoldEqualTargets(function);
            changed |= RemoveUnreached(function);
            changed |= JoinRuns(function);
        }

        foreach (MachineBlock block in function.Blocks)
        {
            // A jump to an exit costs as much as the exit.
            if (block.Terminator is { Op: MachineOp.Jump } jump && jump.Targets[0].Instructions is [{ Op: MachineOp.Exit } exit])
                block.Instructions[block.Instructions.Count - 1] = exit.Clone();
        }

        if (!HoldsReferences(function))
            ShareExits(function);
        RemoveUnreached(function);
    }

    /// <summary>A reference that is not released is reported at the exit where it is missed: then each return keeps its own.</summary>
    private static bool HoldsReferences(MachineFunction function) => function.Blocks.Any(b => b.Instructions.Any(i =>
        i.Op == MachineOp.CallLocal || i is { Op: MachineOp.Call, Symbol: not null }
        || (i.Op == MachineOp.Call && (Helpers.Find((HelperId)i.Immediate)?.Traits ?? HelperTraits.Acquires).HasFlag(HelperTraits.Acquires))));

    /// <summary>Returns of the same constant become one, except where a block that does more ends in one.</summary>
    private static void ShareExits(MachineFunction function)
    {
        Dictionary<(int, byte, long), MachineBlock> exits = [];
        Dictionary<MachineBlock, MachineBlock> same = [];
        foreach (MachineBlock block in function.Blocks)
        {
            if (block.Instructions is not [{ Op: MachineOp.LoadImmediate, Core: null, Machine: null } load, { Op: MachineOp.Exit }])
                continue;
            (int, byte, long) key = (load.Dst, load.Opcode, load.Immediate);
            if (exits.TryGetValue(key, out MachineBlock? first))
                same.Add(block, first);
            else
                exits.Add(key, block);
        }

        foreach (MachineBlock block in function.Blocks)
        {
            if (block.Terminator.Targets.Any(same.ContainsKey))
                block.Terminator.Targets = [.. block.Terminator.Targets.Select(t => same.TryGetValue(t, out MachineBlock? first) ? first : t)];
        }
    }

    /// <summary>
    /// Where both sides of a branch do no more than set one register to constants, one is set before the branch: three instructions where a jump
    /// over the other side would make four. Before registers are known, so that the constant gets one that the branch doesn't compare.
    /// </summary>
    public static void HoistConstants(MachineFunction function)
    {
        foreach (MachineBlock block in function.Blocks)
        {
            if (block.Terminator is not { Op: MachineOp.Branch } branch)
                continue;
            (MachineBlock first, MachineBlock second) = (branch.Targets[0], branch.Targets[1]);
            if (first.Predecessors.Count == 1 && second.Predecessors.Count == 1 && first != second
                && first.Instructions is [{ Op: MachineOp.LoadImmediate, Core: null, Machine: null } hoisted, { Op: MachineOp.Jump }]
                && second.Instructions is [{ Op: MachineOp.LoadImmediate } other, ..]
                && hoisted.Dst == other.Dst && hoisted.Dst != branch.Dst && hoisted.Dst != branch.Src)
            {
                first.Instructions.RemoveAt(0);
                block.Instructions.Insert(block.Instructions.Count - 1, hoisted);
            }
        }
    }

    private static bool SkipEmptyBlocks(MachineFunction function)
    {
        bool changed = false;
        foreach (MachineBlock block in function.Blocks)
        {
            MachineBlock[] targets = block.Terminator.Targets;
            for (int i = 0; i < targets.Length; i++)
            {
                if (targets[i].Instructions is [{ Op: MachineOp.Jump } jump] && jump.Targets[0] != targets[i])
                {
                    block.Terminator.Targets = [.. block.Terminator.Targets];
                    targets = block.Terminator.Targets;
                    targets[i] = jump.Targets[0];
                    changed = true;
                }
            }
        }

        return changed;
    }

    private static bool FoldEqualTargets(MachineFunction function)
    {
        bool changed = false;
        foreach (MachineBlock block in function.Blocks)
        {
            if (block.Terminator is { Op: MachineOp.Branch } branch && branch.Targets[0] == branch.Targets[1])
            {
                block.Instructions[block.Instructions.Count - 1] = new MachineInstruction
                {
                    Op = MachineOp.Jump,
                    Targets = [branch.Targets[0]],
                    Location = branch.Location,
                };
                changed = true;
            }
        }

        return changed;
    }

    private static bool RemoveUnreached(MachineFunction function)
    {
        HashSet<MachineBlock> reached = [function.Blocks[0]];
        Stack<MachineBlock> work = new(reached);
        while (work.Count > 0)
        {
            foreach (MachineBlock successor in work.Pop().Successors)
            {
                if (reached.Add(successor))
                    work.Push(successor);
            }
        }

        bool changed = function.Blocks.RemoveAll(b => !reached.Contains(b)) > 0;
        foreach (MachineBlock block in function.Blocks)
            block.Predecessors.Clear();
        foreach (MachineBlock block in function.Blocks)
        {
            foreach (MachineBlock successor in block.Successors)
                successor.Predecessors.Add(block);
        }

        return changed;
    }

    private static bool JoinRuns(MachineFunction function)
    {
        HashSet<MachineBlock> gone = [];
        foreach (MachineBlock block in function.Blocks)
        {
            while (!gone.Contains(block) && block.Terminator is { Op: MachineOp.Jump } jump
                && jump.Targets[0] is { Predecessors.Count: 1 } next && next != block && next != function.Blocks[0])
            {
                block.Instructions.RemoveAt(block.Instructions.Count - 1);
                block.Instructions.AddRange(next.Instructions);
                foreach (MachineBlock successor in next.Successors.Distinct())
                    successor.Predecessors[successor.Predecessors.IndexOf(next)] = block;
                gone.Add(next);
            }
        }

        function.Blocks.RemoveAll(gone.Contains);
        return gone.Count > 0;
    }
}
