using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Loops;

/// <summary>Places on the edges into and out of a loop.</summary>
internal static class LoopEdges
{
    /// <summary>The one block before the loop, made where there are several or where the one goes elsewhere, too.</summary>
    public static BasicBlock Before(Function function, NaturalLoop loop)
    {
        BasicBlock header = loop.Header;
        List<int> entries = [.. Enumerable.Range(0, header.Predecessors.Count).Where(i => !loop.Blocks.Contains(header.Predecessors[i]))];
        if (entries is [var only] && header.Predecessors[only].Terminator is { Op: IrOp.Jump })
            return header.Predecessors[only];

        BasicBlock before = function.AddBlock();
        foreach (Value phi in header.Values.TakeWhile(v => v.Op == IrOp.Phi))
        {
            Value brought = phi.Operands[entries[0]];
            if (entries.Any(e => phi.Operands[e] != brought))
            {
                brought = Append(function, before, IrOp.Phi, phi.Type);
                brought.Operands.AddRange(entries.Select(e => phi.Operands[e]));
            }

            foreach (int entry in Enumerable.Reverse(entries))
                phi.Operands.RemoveAt(entry);
            phi.Operands.Add(brought);
        }

        foreach (int entry in entries)
        {
            BasicBlock from = header.Predecessors[entry];
            before.Predecessors.Add(from);
            from.Terminator!.Targets = [.. from.Terminator.Targets.Select(t => t == header ? before : t)];
        }

        foreach (int entry in Enumerable.Reverse(entries))
            header.Predecessors.RemoveAt(entry);
        header.Predecessors.Add(before);
        Append(function, before, IrOp.Jump, IrType.Void).Targets = [header];
        return before;
    }

    /// <summary>A block on each way out of the loop, which goes on where the way led.</summary>
    public static List<BasicBlock> Exits(Function function, NaturalLoop loop)
    {
        List<BasicBlock> exits = [];
        foreach (BasicBlock block in loop.Blocks)
        {
            Value terminator = block.Terminator!;
            for (int i = 0; i < terminator.Targets.Length; i++)
            {
                if (!loop.Blocks.Contains(terminator.Targets[i]))
                    exits.Add(Split(function, block, i));
            }
        }

        return exits;
    }

    /// <summary>Puts a block that only jumps on an edge.</summary>
    public static BasicBlock Split(Function function, BasicBlock from, int target)
    {
        Value terminator = from.Terminator!;
        BasicBlock to = terminator.Targets[target];
        BasicBlock middle = function.AddBlock();
        // Where both targets are one block, each edge replaces one of its two entries.
        to.Predecessors[to.Predecessors.IndexOf(from)] = middle;
        middle.Predecessors.Add(from);
        terminator.Targets = [.. terminator.Targets.Select((t, i) => i == target ? middle : t)];
        Append(function, middle, IrOp.Jump, IrType.Void).Targets = [to];
        return middle;
    }

    /// <summary>Appends a value to a block.</summary>
    public static Value Append(Function function, BasicBlock block, IrOp op, IrType type, params Value[] operands)
    {
        Value made = function.NewValue(op, type, block.Values.LastOrDefault()?.Location ?? function.Location, operands);
        made.Block = block;
        block.Values.Add(made);
        return made;
    }
}
