using System;
using System.Collections.Generic;

namespace Bpf.Compiler.Backend;

/// <summary>Which registers are alive at the same time, which are copied to one another, and what it would cost to keep each in memory.</summary>
internal sealed class InterferenceGraph
{
    private readonly HashSet<long> _edges = [];

    /// <summary>Builds the graph.</summary>
    /// <param name="function">The function.</param>
    /// <param name="firstTemporary">Registers from this on are the short ones that spilling made: they are never spilled.</param>
    public InterferenceGraph(MachineFunction function, int firstTemporary)
    {
        Count = function.RegisterCount;
        Neighbors = new List<int>[Count];
        MovesOf = new List<int>[Count];
        Cost = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            Neighbors[i] = [];
            MovesOf[i] = [];
            if (i >= firstTemporary)
                Cost[i] = double.PositiveInfinity;
        }

        Liveness liveness = new(function);
        BitSet live = new(Count);
        foreach (MachineBlock block in function.Blocks)
        {
            live.CopyFrom(liveness.LiveOut(block));
            Walk(block, live);
        }
    }

    /// <summary>Number of registers, the machine's own included.</summary>
    public int Count { get; }

    public List<int>[] Neighbors { get; }

    /// <summary>The copies (to, from), in program order.</summary>
    public List<(int To, int From)> Moves { get; } = [];

    /// <summary>Indexes in <see cref="Moves"/> by register.</summary>
    public List<int>[] MovesOf { get; }

    /// <summary>Uses and definitions, each counted tenfold for each loop around it.</summary>
    public double[] Cost { get; }

    public bool Interfere(int a, int b) => _edges.Contains(Key(a, b));

    public void AddEdge(int a, int b)
    {
        if (a == b || !_edges.Add(Key(a, b)))
            return;
        Neighbors[a].Add(b);
        Neighbors[b].Add(a);
    }

    private static long Key(int a, int b) => a < b ? ((long)a << 32) | (uint)b : ((long)b << 32) | (uint)a;

    private void Walk(MachineBlock block, BitSet live)
    {
        List<int> definitions = [], uses = [], alive = [];
        double weight = Math.Pow(10, Math.Min(block.LoopDepth, 6));
        for (int i = block.Instructions.Count - 1; i >= 0; i--)
        {
            MachineInstruction instruction = block.Instructions[i];
            definitions.Clear();
            uses.Clear();
            instruction.Definitions(definitions);
            instruction.Uses(uses);
            if (instruction.Op == MachineOp.Move)
            {
                // A copy's two ends may share a register even though both are alive.
                live.Remove(instruction.Src);
                MovesOf[instruction.Dst].Add(Moves.Count);
                MovesOf[instruction.Src].Add(Moves.Count);
                Moves.Add((instruction.Dst, instruction.Src));
            }

            if (definitions.Count > 0)
            {
                alive.Clear();
                live.ListTo(alive);
                foreach (int definition in definitions)
                {
                    Cost[definition] += weight;
                    foreach (int other in alive)
                        AddEdge(definition, other);
                    foreach (int other in definitions)
                        AddEdge(definition, other);
                }
            }

            foreach (int definition in definitions)
                live.Remove(definition);
            foreach (int use in uses)
            {
                Cost[use] += weight;
                live.Add(use);
            }
        }
    }
}
