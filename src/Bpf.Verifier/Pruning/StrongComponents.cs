// Rests on: Tarjan's algorithm for strongly connected components.
using System;
using System.Collections.Generic;

namespace Bpf.Verifier.Pruning;

/// <summary>The loops of the control flow graph: which instructions can reach each other.</summary>
internal static class StrongComponents
{
    /// <param name="flow">The flow of control.</param>
    /// <param name="loopsAlone">True for an instruction that is a loop by itself, whatever follows it.</param>
    /// <returns>The loop an instruction is in, from 1; 0 for none.</returns>
    public static int[] Find(FlowGraph flow, Func<int, bool> loopsAlone)
    {
        int[] fallThrough = flow.FallThrough, target = flow.Target;
        int length = fallThrough.Length;
        int[] order = new int[length], low = new int[length], component = new int[length];
        bool[] open = new bool[length];
        Stack<int> members = new();
        Stack<(int At, int Edge)> path = new();
        int next = 0, components = 0;
        for (int root = 0; root < length; root++)
        {
            if (order[root] != 0)
            {
                continue;
            }

            path.Push((root, 0));
            while (path.Count > 0)
            {
                (int at, int edge) = path.Pop();
                if (edge == 0)
                {
                    order[at] = low[at] = ++next;
                    open[at] = true;
                    members.Push(at);
                }

                if (edge < 2)
                {
                    path.Push((at, edge + 1));
                    int successor = edge == 0 ? fallThrough[at] : target[at];
                    if (successor >= 0 && order[successor] == 0)
                    {
                        path.Push((successor, 0));
                    }

                    continue;
                }

                // Both successors are done: what they reach, this one reaches.
                low[at] = Math.Min(low[at], Math.Min(LowOf(fallThrough[at]), LowOf(target[at])));
                if (low[at] == order[at])
                {
                    bool loop = members.Peek() != at || fallThrough[at] == at || target[at] == at || loopsAlone(at);
                    components += loop ? 1 : 0;
                    int member;
                    do
                    {
                        member = members.Pop();
                        open[member] = false;
                        component[member] = loop ? components : 0;
                    }
                    while (member != at);
                }
            }
        }

        return component;

        int LowOf(int successor) => successor >= 0 && open[successor] ? low[successor] : int.MaxValue;
    }
}
