using Bpf.Verifier.Setup;

namespace Bpf.Verifier.Pruning;

/// <summary>
/// The stack slots that the instructions of one subprogram read and overwrite, called along one chain; one bit a slot, one
/// row of masks a frame of the chain.
/// </summary>
internal sealed class StackUse(Subprogram subprogram, int depth, StackUse? caller, int callSite)
{
    private readonly int start = subprogram.Start;
    private readonly int length = subprogram.End - subprogram.Start;
    private readonly bool[] stored = new bool[subprogram.End - subprogram.Start];
    private readonly ulong[]?[] read = new ulong[depth + 1][];
    private readonly ulong[]?[] written = new ulong[depth + 1][];
    private readonly ulong[]?[] live = new ulong[depth + 1][];

    /// <summary>Calls above it.</summary>
    public int Depth => depth;

    /// <summary>True where something was learned since the last <see cref="Solve"/>.</summary>
    public bool Changed { get; private set; }

    /// <summary>Remembers a read.</summary>
    public void MarkRead(int frame, int at, ulong slots)
    {
        ulong[] row = read[frame] ??= new ulong[length];
        ulong before = row[at - start];
        if ((before | slots) != before)
        {
            row[at - start] = before | slots;
            Changed = true;
        }
    }

    /// <summary>Remembers what a store overwrote. For certain it overwrites what it overwrites every time.</summary>
    public void MarkStored(int at, ulong[] slotsByFrame)
    {
        int i = at - start;
        bool again = stored[i];
        stored[i] = true;
        for (int f = 0; f <= depth; f++)
        {
            ulong slots = slotsByFrame[f];
            if (slots == 0 && written[f] is null)
            {
                continue;
            }

            ulong[] row = written[f] ??= new ulong[length];
            ulong after = again ? row[i] & slots : slots;
            Changed |= after != row[i];
            row[i] = after;
        }
    }

    /// <summary>The slots of a frame that may be read from an instruction on.</summary>
    public ulong LiveBefore(int frame, int at) => live[frame] is { } row && at - start < length ? row[at - start] : 0;

    /// <summary>Solves the data-flow equations backwards to a fixed point; the caller learns what is read of its slots.</summary>
    public void Solve(int[] fallThrough, int[] target)
    {
        Changed = false;
        for (int f = 0; f <= depth; f++)
        {
            if (read[f] is not { } reads)
            {
                continue;
            }

            ulong[] row = live[f] = new ulong[length];
            SolveRow(reads, written[f], row, fallThrough, target);
            if (f < depth)
            {
                caller!.MarkRead(f, callSite, row[0]);
            }
        }
    }

    private void SolveRow(ulong[] reads, ulong[]? writes, ulong[] row, int[] fallThrough, int[] target)
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = length - 1; i >= 0; i--)
            {
                ulong after = At(row, fallThrough[start + i]) | At(row, target[start + i]);
                ulong before = (after & ~(writes?[i] ?? 0)) | reads[i];
                changed |= before != row[i];
                row[i] = before;
            }
        }
    }

    private ulong At(ulong[] row, int at) => at >= 0 ? row[at - start] : 0;
}
