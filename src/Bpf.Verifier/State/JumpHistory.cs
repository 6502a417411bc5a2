// Rests on: the "mark_precise" lines of level-2 logs, which show what is walked back and where jumps are remembered.
using System;

namespace Bpf.Verifier.State;

/// <summary>What an instruction did that walking back must know.</summary>
[Flags]
internal enum HistoryFlags
{
    None = 0,

    /// <summary>It spilled to or filled from <see cref="HistoryEntry.Slot"/> of <see cref="HistoryEntry.Frame"/>.</summary>
    StackAccess = 1,

    /// <summary>Its destination register was a stack pointer.</summary>
    DstIsStack = 2,

    /// <summary>Its source register was a stack pointer.</summary>
    SrcIsStack = 4,
}

/// <summary>One remembered step of a path (<c>struct bpf_jmp_history_entry</c>).</summary>
internal struct HistoryEntry
{
    public int Instruction;
    public int Previous;
    public HistoryFlags Flags;
    public byte Frame;
    public byte Slot;

    /// <summary>Scalars that a conditional jump narrowed together; 0 for none.</summary>
    public LinkedSet Linked;
}

/// <summary>Up to six linked scalars, 10 bits each: frame (3, and one apart), register or slot (6), which of the two (1).</summary>
internal struct LinkedSet
{
    public const int Capacity = 6;
    private ulong bits;
    private byte outerHalf; // of the frames, a bit each

    public int Count { get; private set; }

    public readonly (int Frame, int Index, bool IsRegister) this[int i]
    {
        get
        {
            int entry = (int)(bits >> (i * 10)) & 0x3ff;
            return (entry >> 7 | (outerHalf >> i & 1) << 3, (entry >> 1) & 0x3f, (entry & 1) != 0);
        }
    }

    /// <summary>Adds one; false where it is full.</summary>
    public bool TryAdd(int frame, int index, bool isRegister)
    {
        if (Count == Capacity)
        {
            return false;
        }

        outerHalf |= (byte)(frame >> 3 << Count);
        bits |= (ulong)(uint)((frame & 7) << 7 | index << 1 | (isRegister ? 1 : 0)) << (Count * 10);
        Count++;
        return true;
    }
}
