using System.Collections.Generic;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

/// <summary>Gives each virtual register one of r0 to r9, or says which must live in memory; copies get one register on both ends where possible.</summary>
/// <remarks>Iterated register coalescing: George and Appel, TOPLAS 18(3), 1996, with the names used there.</remarks>
internal sealed partial class GraphColoring
{
    private const int K = Register.R9 + 1;

    private enum NodeState
    {
        Absent,
        Precolored,
        Simplify,
        Freeze,
        Spill,
        OnStack,
        Coalesced,
    }

    private enum MoveState
    {
        Worklist,
        Active,
        Done,
    }

    private readonly InterferenceGraph _graph;
    private readonly NodeState[] _state;
    private readonly int[] _degree;
    private readonly int[] _alias;
    private readonly MoveState[] _moves;
    private readonly Stack<int> _simplifyWorklist = new();
    private readonly Stack<int> _freezeWorklist = new();
    private readonly HashSet<int> _spillWorklist = [];
    private readonly Stack<int> _moveWorklist = new();
    private readonly Stack<int> _selectStack = new();
    private readonly HashSet<int> _colored = [];

    private GraphColoring(InterferenceGraph graph)
    {
        _graph = graph;
        _state = new NodeState[graph.Count];
        _degree = new int[graph.Count];
        _alias = new int[graph.Count];
        _moves = new MoveState[graph.Moves.Count];
        Colors = new int[graph.Count];
    }

    /// <summary>The machine register of each register; -1 for those in <see cref="Spilled"/>.</summary>
    public int[] Colors { get; }

    /// <summary>Registers that found no color.</summary>
    public List<int> Spilled { get; } = [];

    public static GraphColoring Color(InterferenceGraph graph)
    {
        GraphColoring coloring = new(graph);
        coloring.MakeWorklists();
        while (coloring.Step())
        {
        }

        coloring.AssignColors();
        return coloring;
    }

    private void MakeWorklists()
    {
        for (int i = 0; i < _graph.Count; i++)
        {
            _alias[i] = i;
            _degree[i] = _graph.Neighbors[i].Count;
            if (i < MachineInstruction.FirstVirtual)
            {
                _state[i] = NodeState.Precolored;
                _degree[i] = int.MaxValue / 2;
            }
            else if (_graph.Cost[i] > 0)
            {
                Enlist(i);
            }
        }

        for (int i = _graph.Moves.Count - 1; i >= 0; i--)
            _moveWorklist.Push(i);
    }

    /// <summary>Puts a node where its degree and moves say it belongs.</summary>
    private void Enlist(int node)
    {
        if (_degree[node] >= K)
        {
            _state[node] = NodeState.Spill;
            _spillWorklist.Add(node);
        }
        else if (IsMoveRelated(node))
        {
            _state[node] = NodeState.Freeze;
            _freezeWorklist.Push(node);
        }
        else
        {
            _state[node] = NodeState.Simplify;
            _simplifyWorklist.Push(node);
        }
    }

    private bool Step()
    {
        // An entry of a stack is stale where its node has moved on.
        while (_simplifyWorklist.Count > 0)
        {
            int node = _simplifyWorklist.Pop();
            if (_state[node] == NodeState.Simplify)
            {
                Remove(node);
                return true;
            }
        }

        while (_moveWorklist.Count > 0)
        {
            int move = _moveWorklist.Pop();
            if (_moves[move] == MoveState.Worklist)
            {
                Coalesce(move);
                return true;
            }
        }

        while (_freezeWorklist.Count > 0)
        {
            int node = _freezeWorklist.Pop();
            if (_state[node] == NodeState.Freeze)
            {
                _state[node] = NodeState.Simplify;
                _simplifyWorklist.Push(node);
                FreezeMoves(node);
                return true;
            }
        }

        if (_spillWorklist.Count == 0)
            return false;
        int victim = Cheapest();
        _spillWorklist.Remove(victim);
        _state[victim] = NodeState.Simplify;
        _simplifyWorklist.Push(victim);
        FreezeMoves(victim);
        return true;
    }

    private int Cheapest()
    {
        int best = -1;
        double bestCost = 0;
        foreach (int node in _spillWorklist)
        {
            double cost = _graph.Cost[node] / _degree[node];
            if (best < 0 || cost < bestCost || (cost == bestCost && node < best))
                (best, bestCost) = (node, cost);
        }

        return best;
    }

    private void Remove(int node)
    {
        _state[node] = NodeState.OnStack;
        _selectStack.Push(node);
        foreach (int neighbor in _graph.Neighbors[node])
        {
            if (IsPresent(neighbor))
                DecrementDegree(neighbor);
        }
    }

    private bool IsPresent(int node) => _state[node] is not (NodeState.OnStack or NodeState.Coalesced);

    private void DecrementDegree(int node)
    {
        if (_state[node] == NodeState.Precolored)
            return;
        if (_degree[node]-- != K)
            return;
        EnableMoves(node);
        foreach (int neighbor in _graph.Neighbors[node])
        {
            if (IsPresent(neighbor))
                EnableMoves(neighbor);
        }

        if (_spillWorklist.Remove(node))
            Enlist(node);
    }

    private void EnableMoves(int node)
    {
        foreach (int move in _graph.MovesOf[node])
        {
            if (_moves[move] == MoveState.Active)
            {
                _moves[move] = MoveState.Worklist;
                _moveWorklist.Push(move);
            }
        }
    }

    private bool IsMoveRelated(int node)
    {
        foreach (int move in _graph.MovesOf[node])
        {
            if (_moves[move] != MoveState.Done)
                return true;
        }

        return false;
    }

    private void AssignColors()
    {
        for (int i = 0; i < MachineInstruction.FirstVirtual; i++)
            Colors[i] = i;
        while (_selectStack.Count > 0)
        {
            int node = _selectStack.Pop();
            int taken = 0;
            foreach (int neighbor in _graph.Neighbors[node])
            {
                int root = Alias(neighbor);
                if (root < MachineInstruction.FirstVirtual || _colored.Contains(root))
                    taken |= 1 << Colors[root];
            }

            int color = 0;
            while (color < K && (taken >> color & 1) != 0)
                color++;
            if (color == K)
            {
                Colors[node] = -1;
                Spilled.Add(node);
            }
            else
            {
                Colors[node] = color;
                _colored.Add(node);
            }
        }

        for (int i = MachineInstruction.FirstVirtual; i < _graph.Count; i++)
        {
            if (_state[i] != NodeState.Coalesced)
                continue;
            Colors[i] = Colors[Alias(i)];
            // What was merged with a spilled register is spilled, too.
            if (Colors[i] < 0)
                Spilled.Add(i);
        }
    }

    private int Alias(int node)
    {
        while (_state[node] == NodeState.Coalesced)
            node = _alias[node];
        return node;
    }
}
