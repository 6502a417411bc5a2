using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Analyses;

/// <summary>Reverse post-order, dominator tree and dominance frontiers of the blocks that the entry reaches.</summary>
/// <remarks>Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".</remarks>
public sealed class Dominators
{
    private readonly Dictionary<BasicBlock, int> _order = [];
    private readonly int[] _idom;
    private readonly int[] _enter;
    private readonly int[] _leave;
    private readonly List<BasicBlock>[] _children;

    /// <summary>Computes them for a function as it is now.</summary>
    /// <param name="function">The function.</param>
    public Dominators(Function function)
    {
        ReversePostOrder = Order(function);
        for (int i = 0; i < ReversePostOrder.Count; i++)
            _order.Add(ReversePostOrder[i], i);
        _idom = new int[ReversePostOrder.Count];
        ComputeImmediate();

        _children = new List<BasicBlock>[ReversePostOrder.Count];
        for (int i = 0; i < _children.Length; i++)
            _children[i] = [];
        for (int i = 1; i < _children.Length; i++)
            _children[_idom[i]].Add(ReversePostOrder[i]);
        _enter = new int[_children.Length];
        _leave = new int[_children.Length];
        NumberTree();
    }

    /// <summary>The reached blocks, each before the blocks it dominates.</summary>
    public IReadOnlyList<BasicBlock> ReversePostOrder { get; }

    /// <summary>True where the entry reaches the block.</summary>
    /// <param name="block">The block.</param>
    public bool IsReached(BasicBlock block) => _order.ContainsKey(block);

    /// <summary>Its place in <see cref="ReversePostOrder"/>.</summary>
    /// <param name="block">A reached block.</param>
    public int IndexOf(BasicBlock block) => _order[block];

    /// <summary>The closest block that every way to <paramref name="block"/> goes through; null for the entry.</summary>
    /// <param name="block">A reached block.</param>
    public BasicBlock? ImmediateDominator(BasicBlock block) => _order[block] is int i and > 0 ? ReversePostOrder[_idom[i]] : null;

    /// <summary>The blocks it dominates immediately.</summary>
    /// <param name="block">A reached block.</param>
    public IReadOnlyList<BasicBlock> Children(BasicBlock block) => _children[_order[block]];

    /// <summary>True where every way to <paramref name="b"/> goes through <paramref name="a"/>, or they are the same.</summary>
    /// <param name="a">A reached block.</param>
    /// <param name="b">A reached block.</param>
    public bool Dominates(BasicBlock a, BasicBlock b)
    {
        int i = _order[a], j = _order[b];
        return _enter[i] <= _enter[j] && _leave[j] <= _leave[i];
    }

    /// <summary>For each reached block, the blocks where its dominance ends: where its definitions need phis.</summary>
    public Dictionary<BasicBlock, HashSet<BasicBlock>> Frontiers()
    {
        Dictionary<BasicBlock, HashSet<BasicBlock>> frontiers = [];
        foreach (BasicBlock block in ReversePostOrder)
            frontiers.Add(block, []);
        foreach (BasicBlock block in ReversePostOrder)
        {
            if (block.Predecessors.Count < 2)
                continue;
            foreach (BasicBlock predecessor in block.Predecessors)
            {
                BasicBlock? runner = IsReached(predecessor) ? predecessor : null;
                while (runner is not null && runner != ImmediateDominator(block))
                {
                    frontiers[runner].Add(block);
                    runner = ImmediateDominator(runner);
                }
            }
        }

        return frontiers;
    }

    private static List<BasicBlock> Order(Function function)
    {
        List<BasicBlock> postOrder = [];
        HashSet<BasicBlock> seen = [function.Blocks[0]];
        Stack<(BasicBlock Block, int Next)> stack = new();
        stack.Push((function.Blocks[0], 0));
        while (stack.Count > 0)
        {
            (BasicBlock block, int next) = stack.Pop();
            IReadOnlyList<BasicBlock> successors = block.Successors;
            if (next == successors.Count)
            {
                postOrder.Add(block);
                continue;
            }

            stack.Push((block, next + 1));
            // The last successor first, so that the first one follows its block in the reversed order.
            BasicBlock successor = successors[successors.Count - 1 - next];
            if (seen.Add(successor))
                stack.Push((successor, 0));
        }

        postOrder.Reverse();
        return postOrder;
    }

    private void ComputeImmediate()
    {
        for (int i = 1; i < _idom.Length; i++)
            _idom[i] = -1;
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = 1; i < _idom.Length; i++)
            {
                int found = -1;
                foreach (BasicBlock predecessor in ReversePostOrder[i].Predecessors)
                {
                    if (!_order.TryGetValue(predecessor, out int p) || (p != 0 && _idom[p] < 0))
                        continue;
                    found = found < 0 ? p : Intersect(found, p);
                }

                if (_idom[i] != found)
                {
                    _idom[i] = found;
                    changed = true;
                }
            }
        }
    }

    private int Intersect(int a, int b)
    {
        while (a != b)
        {
            while (a > b)
                a = _idom[a];
            while (b > a)
                b = _idom[b];
        }

        return a;
    }

    private void NumberTree()
    {
        int clock = 0;
        Stack<(int Block, bool Leaving)> stack = new();
        stack.Push((0, false));
        while (stack.Count > 0)
        {
            (int block, bool leaving) = stack.Pop();
            if (leaving)
            {
                _leave[block] = clock++;
                continue;
            }

            _enter[block] = clock++;
            stack.Push((block, true));
            foreach (BasicBlock child in _children[block])
                stack.Push((_order[child], false));
        }
    }
}
