using System;

namespace Bpf.Verifier.Pruning;

/// <summary>
/// Liveness of the stack slots of one frame over the instructions of one subprogram; one bit a slot. What a slot's liveness was is kept, and
/// only what a change reaches is computed again.
/// </summary>
internal sealed class SlotFlow(int start, int length, FlowGraph graph)
{
    private readonly ulong[] read = new ulong[length];
    private readonly ulong[] written = new ulong[length];
    private readonly ulong[] live = new ulong[length];

    // What every way from an instruction to the end overwrites.
    private readonly ulong[] overwritten = new ulong[length];

    // Instructions whose row may not fit those after it any more.
    private readonly int[] queue = new int[length];
    private readonly bool[] queued = new bool[length];
    private int count;
    private bool startsAnew;
    private bool hasNewWrites;

    /// <summary>The slots that may be read from an instruction on, as of the last <see cref="Solve"/>.</summary>
    public ulong LiveBefore(int index) => live[index];

    /// <summary>Slots are read; false where that was known.</summary>
    public bool Read(int index, ulong slots)
    {
        ulong before = read[index];
        read[index] = before | slots;
        if (read[index] == before)
        {
            return false;
        }

        Enqueue(index);
        return true;
    }

    /// <summary>The slots that are certainly overwritten; false where that was known.</summary>
    public bool Write(int index, ulong slots)
    {
        ulong before = written[index];
        written[index] = slots;
        if (slots == before)
        {
            return false;
        }

        // A slot found to be overwritten may be less live before: loops keep it so, unless all is computed from nothing.
        startsAnew |= (After(index) & slots & ~before & ~read[index]) != 0;
        hasNewWrites = true;
        Enqueue(index);
        return true;
    }

    public ulong Written(int index) => written[index];

    /// <summary>The slots that every way through the subprogram overwrites, as far as it has been walked.</summary>
    public ulong WrittenThrough()
    {
        if (hasNewWrites)
        {
            hasNewWrites = false;
            SolveWrites();
        }

        return overwritten[0];
    }

    private void SolveWrites()
    {
        Array.Clear(overwritten, 0, length);
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = length - 1; i >= 0; i--)
            {
                ulong slots = written[i] | WrittenAfter(i);
                changed |= slots != overwritten[i];
                overwritten[i] = slots;
            }
        }
    }

    private ulong WrittenAfter(int index)
    {
        int next = graph.FallThrough[start + index];
        int target = graph.Target[start + index];
        if ((next < 0 && target < 0) || graph.EarlyExits.Contains(start + index))
        {
            return 0;
        }

        return (next < 0 ? ulong.MaxValue : overwritten[next - start]) & (target < 0 ? ulong.MaxValue : overwritten[target - start]);
    }

    /// <summary>Solves the data-flow equations backwards to their least solution.</summary>
    public void Solve()
    {
        if (startsAnew)
        {
            startsAnew = false;
            Array.Clear(live, 0, length);
            for (int i = 0; i < length; i++)
            {
                if (read[i] != 0)
                {
                    Enqueue(i);
                }
            }
        }

        while (count > 0)
        {
            int i = queue[--count];
            queued[i] = false;
            ulong before = (After(i) & ~written[i]) | read[i];
            if (before == live[i])
            {
                continue;
            }

            live[i] = before;
            foreach (int previous in graph.Before(start + i))
            {
                Enqueue(previous - start);
            }
        }
    }

    private ulong After(int index) => At(graph.FallThrough[start + index]) | At(graph.Target[start + index]);

    private ulong At(int at) => at >= 0 ? live[at - start] : 0;

    private void Enqueue(int index)
    {
        if (!queued[index])
        {
            queued[index] = true;
            queue[count++] = index;
        }
    }
}
