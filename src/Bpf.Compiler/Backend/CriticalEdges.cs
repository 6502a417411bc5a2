using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Backend;

/// <summary>Puts a block on each edge from a block with several successors to a block with phis and several predecessors: a place for copies.</summary>
internal static class CriticalEdges
{
    public static void Split(Function function)
    {
        foreach (BasicBlock block in function.Blocks.ToArray())
        {
            if (block.Terminator is not { Targets.Length: > 1 } terminator)
                continue;
            for (int i = 0; i < terminator.Targets.Length; i++)
            {
                BasicBlock target = terminator.Targets[i];
                if (target.Predecessors.Count < 2 || target.Values[0].Op != IrOp.Phi)
                    continue;
                BasicBlock middle = function.AddBlock();
                Value jump = function.NewValue(IrOp.Jump, IrType.Void, terminator.Location);
                jump.Block = middle;
                jump.Targets = [target];
                middle.Values.Add(jump);
                middle.Predecessors.Add(block);
                // Where both targets are the same block, each edge replaces one of the two entries.
                target.Predecessors[target.Predecessors.IndexOf(block)] = middle;
                terminator.Targets[i] = middle;
            }
        }
    }
}
