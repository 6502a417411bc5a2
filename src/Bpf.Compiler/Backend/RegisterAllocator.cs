using System;

namespace Bpf.Compiler.Backend;

/// <summary>Puts machine registers in place of virtual ones: colors the interference graph, spills what finds no color, and starts over.</summary>
internal static class RegisterAllocator
{
    // Each round spills at least one long register and adds only short ones; a handful is what hard programs take.
    private const int MostRounds = 64;

    /// <exception cref="InvalidOperationException">No assignment was found: an error of the compiler.</exception>
    public static void Allocate(MachineFunction function)
    {
        int firstTemporary = function.RegisterCount;
        for (int round = 0; round < MostRounds; round++)
        {
            InterferenceGraph graph = new(function, firstTemporary);
            GraphColoring coloring = GraphColoring.Color(graph);
            if (coloring.Spilled.Count == 0)
            {
                Apply(function, coloring.Colors);
                return;
            }

            Spiller.Spill(function, graph, coloring.Spilled);
        }

        throw new InvalidOperationException($"No registers were found for {function.Name}.");
    }

    private static void Apply(MachineFunction function, int[] colors)
    {
        foreach (MachineBlock block in function.Blocks)
        {
            foreach (MachineInstruction instruction in block.Instructions)
                instruction.Rename(r => colors[r]);
            block.Instructions.RemoveAll(i => i.Op == MachineOp.Move && i.Dst == i.Src);
        }
    }
}
