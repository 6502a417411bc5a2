using System;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Pruning;

/// <summary>The registers and slots whose values are asked for while walking back, a mask a frame.</summary>
internal sealed class BacktrackState
{
    private readonly uint[] registers = new uint[VerifierState.MaxFrames];
    private readonly ulong[] slots = new ulong[VerifierState.MaxFrames];

    // The innermost frame that was looked at: those beyond it ask for nothing.
    private int innermost;

    /// <summary>The frame that the instruction walked back over belongs to.</summary>
    public int Frame
    {
        get;
        set
        {
            field = value;
            innermost = Math.Max(innermost, value);
        }
    }

    /// <summary>True where nothing is asked for any more.</summary>
    public bool IsEmpty
    {
        get
        {
            ulong all = 0;
            for (int i = 0; i <= innermost; i++)
            {
                all |= registers[i] | slots[i];
            }

            return all == 0;
        }
    }

    /// <summary>The registers asked for in the current frame.</summary>
    public uint CurrentRegisters => registers[Frame];

    public void Reset(int frame)
    {
        innermost = 0;
        Frame = frame;
        Array.Clear(registers, 0, registers.Length);
        Array.Clear(slots, 0, slots.Length);
    }

    public uint Registers(int frame) => registers[frame];

    public ulong Slots(int frame) => slots[frame];

    public bool IsSet(int number) => (registers[Frame] & 1u << number) != 0;

    public void SetRegister(int number) => registers[Frame] |= 1u << number;

    public void SetRegister(int frame, int number) => registers[frame] |= 1u << number;

    public void ClearRegister(int number) => registers[Frame] &= ~(1u << number);

    public void ClearRegister(int frame, int number) => registers[frame] &= ~(1u << number);

    public bool IsSlotSet(int frame, int slot) => (slots[frame] & 1UL << slot) != 0;

    public void SetSlot(int frame, int slot) => slots[frame] |= 1UL << slot;

    public void ClearSlot(int frame, int slot) => slots[frame] &= ~(1UL << slot);

    public static int LowestBit(ulong mask)
    {
        int bit = 0;
        while ((mask & 1) == 0)
        {
            mask >>= 1;
            bit++;
        }

        return bit;
    }
}
