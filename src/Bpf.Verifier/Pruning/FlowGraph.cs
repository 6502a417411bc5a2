using System;
using System.Collections.Generic;

namespace Bpf.Verifier.Pruning;

/// <summary>Which instructions may follow which inside their subprogram; calls go on after themselves.</summary>
internal sealed class FlowGraph
{
    // The predecessors of all instructions, one's after the other's: those of i are from firstBefore[i] to firstBefore[i + 1].
    private readonly int[] before;
    private readonly int[] firstBefore;

    /// <param name="fallThrough">The next instruction, -1 for none.</param>
    /// <param name="target">Where a jump leads, -1 for none.</param>
    public FlowGraph(int[] fallThrough, int[] target)
    {
        FallThrough = fallThrough;
        Target = target;
        int length = fallThrough.Length;
        firstBefore = new int[length + 2];
        for (int i = 0; i < length; i++)
        {
            Count(fallThrough[i]);
            Count(target[i]);
        }

        for (int i = 2; i < firstBefore.Length; i++)
        {
            firstBefore[i] += firstBefore[i - 1];
        }

        before = new int[firstBefore[length + 1]];
        for (int i = 0; i < length; i++)
        {
            Add(fallThrough[i], i);
            Add(target[i], i);
        }

        void Count(int successor)
        {
            if (successor >= 0)
            {
                firstBefore[successor + 2]++;
            }
        }

        void Add(int successor, int at)
        {
            if (successor >= 0)
            {
                before[firstBefore[successor + 1]++] = at;
            }
        }
    }

    /// <summary>The next instruction, -1 for none.</summary>
    public int[] FallThrough { get; }

    /// <summary>Where a jump leads, -1 for none.</summary>
    public int[] Target { get; }

    /// <summary>Instructions after which the subprogram may be left, too.</summary>
    public HashSet<int> EarlyExits { get; } = [];

    /// <summary>The instructions that it may follow.</summary>
    public ReadOnlySpan<int> Before(int at) => before.AsSpan(firstBefore[at], firstBefore[at + 1] - firstBefore[at]);
}
