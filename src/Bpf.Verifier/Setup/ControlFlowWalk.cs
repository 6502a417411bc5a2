using System.Collections.Generic;

namespace Bpf.Verifier.Setup;

/// <summary>The edges out of an instruction, in the order they are walked.</summary>
internal enum Edge : byte
{
    None = 0,
    FallThrough = 1,
    Branch = 2,
}

/// <summary>The bookkeeping of a depth-first walk.</summary>
internal sealed class ControlFlowWalk(int length)
{
    private readonly Edge[] taken = new Edge[length];
    private readonly bool[] seen = new bool[length];
    private readonly bool[] done = new bool[length];
    private readonly Stack<int> path = new();

    public bool IsSeen(int at) => seen[at];

    /// <summary>True while the walk below it goes on.</summary>
    public bool IsOpen(int at) => seen[at] && !done[at];

    public bool IsTaken(int from, Edge edge) => taken[from] >= edge;

    public void Take(int from, Edge edge) => taken[from] = edge;

    public void Push(int at)
    {
        seen[at] = true;
        path.Push(at);
    }

    public bool TryPeek(out int at)
    {
        at = path.Count > 0 ? path.Peek() : -1;
        return at >= 0;
    }

    public void Finish() => done[path.Pop()] = true;
}
