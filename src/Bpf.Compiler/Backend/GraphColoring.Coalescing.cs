using System.Collections.Generic;

namespace Bpf.Compiler.Backend;

internal sealed partial class GraphColoring
{
    private void Coalesce(int move)
    {
        int x = Alias(_graph.Moves[move].To), y = Alias(_graph.Moves[move].From);
        (int u, int v) = _state[y] == NodeState.Precolored ? (y, x) : (x, y);
        if (u == v)
        {
            _moves[move] = MoveState.Done;
            AddToSimplify(u);
        }
        else if (_state[v] == NodeState.Precolored || _graph.Interfere(u, v))
        {
            _moves[move] = MoveState.Done;
            AddToSimplify(u);
            AddToSimplify(v);
        }
        else if (_state[u] == NodeState.Precolored ? AllNeighborsAllow(u, v) : IsConservative(u, v))
        {
            _moves[move] = MoveState.Done;
            Combine(u, v);
            AddToSimplify(u);
        }
        else
        {
            _moves[move] = MoveState.Active;
        }
    }

    private void AddToSimplify(int node)
    {
        if (_state[node] != NodeState.Freeze || IsMoveRelated(node) || _degree[node] >= K)
            return;
        _state[node] = NodeState.Simplify;
        _simplifyWorklist.Push(node);
    }

    /// <summary>George's test, for a machine register u.</summary>
    private bool AllNeighborsAllow(int u, int v)
    {
        foreach (int neighbor in _graph.Neighbors[v])
        {
            if (IsPresent(neighbor) && _degree[neighbor] >= K && _state[neighbor] != NodeState.Precolored && !_graph.Interfere(neighbor, u))
                return false;
        }

        return true;
    }

    /// <summary>Briggs's test: the merged node has fewer than K neighbors of significant degree.</summary>
    private bool IsConservative(int u, int v)
    {
        HashSet<int> significant = [];
        foreach (int neighbor in _graph.Neighbors[u])
        {
            if (IsPresent(neighbor) && _degree[neighbor] >= K)
                significant.Add(neighbor);
        }

        foreach (int neighbor in _graph.Neighbors[v])
        {
            // A neighbor of both loses one edge by the merge.
            if (!IsPresent(neighbor))
                continue;
            if (_graph.Interfere(neighbor, u) && _state[neighbor] != NodeState.Precolored && _degree[neighbor] == K)
                significant.Remove(neighbor);
            else if (_degree[neighbor] >= K)
                significant.Add(neighbor);
        }

        return significant.Count < K;
    }

    private void Combine(int u, int v)
    {
        _spillWorklist.Remove(v);
        _state[v] = NodeState.Coalesced;
        _alias[v] = u;
        _graph.MovesOf[u].AddRange(_graph.MovesOf[v]);
        _graph.Cost[u] += _graph.Cost[v];
        EnableMoves(v);
        foreach (int neighbor in _graph.Neighbors[v].ToArray())
        {
            if (!IsPresent(neighbor))
                continue;
            if (!_graph.Interfere(neighbor, u))
            {
                _graph.AddEdge(neighbor, u);
                if (_state[neighbor] != NodeState.Precolored)
                    _degree[neighbor]++;
                if (_state[u] != NodeState.Precolored)
                    _degree[u]++;
            }

            DecrementDegree(neighbor);
        }

        if (_degree[u] >= K && _state[u] == NodeState.Freeze)
        {
            _state[u] = NodeState.Spill;
            _spillWorklist.Add(u);
        }
    }

    /// <summary>Gives up the node's copies, so that it can be simplified.</summary>
    private void FreezeMoves(int node)
    {
        foreach (int move in _graph.MovesOf[node])
        {
            if (_moves[move] == MoveState.Done)
                continue;
            _moves[move] = MoveState.Done;
            int x = Alias(_graph.Moves[move].To), y = Alias(_graph.Moves[move].From);
            AddToSimplify(x == Alias(node) ? y : x);
        }
    }
}
