// Rests on: the notation of stack slots in level-2 logs (fp-8=mmmm????, fp-16=scalar(...)).
namespace Bpf.Verifier.State;

/// <summary>What one stack byte holds (<c>enum bpf_stack_slot_type</c>).</summary>
internal enum StackByte : byte
{
    /// <summary>Never written.</summary>
    Invalid = 0,

    /// <summary>Part of a spilled register.</summary>
    Spill = 1,

    /// <summary>Some data.</summary>
    Misc = 2,

    /// <summary>Zero.</summary>
    Zero = 3,

    /// <summary>Part of a dynptr.</summary>
    Dynptr = 4,

    /// <summary>Part of an open-coded iterator.</summary>
    Iterator = 5,

    /// <summary>Part of saved interrupt flags.</summary>
    IrqFlag = 6,
}

/// <summary>Eight aligned stack bytes: their types, and the register spilled there.</summary>
/// <remarks>Byte index 7 is the lowest address, as in the kernel's log.</remarks>
internal struct StackSlot
{
    public const ulong AllSpill = 0x0101010101010101;
    public const ulong AllDynptr = 0x0404040404040404;
    public const ulong AllIterator = 0x0505050505050505;
    public const ulong AllIrqFlag = 0x0606060606060606;

    /// <summary>The types of the bytes, byte 0 in the low bits.</summary>
    public ulong Types;

    /// <summary>The register spilled; meaningful only where bytes say so.</summary>
    public RegisterState Spilled;

    /// <summary>True where a register was spilled at the slot's start.</summary>
    public readonly bool IsSpilled => (StackByte)(Types >> 56) == StackByte.Spill;

    /// <summary>True for half of a dynptr: it is never there in part.</summary>
    public readonly bool IsDynptr => (StackByte)(byte)Types == StackByte.Dynptr;

    /// <summary>True where a byte holds an object of the kernel's: such bytes can't be read.</summary>
    public readonly bool IsObject(int index) => this[index] is StackByte.Dynptr or StackByte.Iterator or StackByte.IrqFlag;

    public readonly bool IsSpilledScalar => IsSpilled && Spilled.IsScalar;

    /// <summary>True where all eight bytes are one spilled scalar.</summary>
    public readonly bool IsSpilledScalar64 => Types == AllSpill && Spilled.IsScalar;

    public readonly StackByte this[int index] => (StackByte)(byte)(Types >> (index * 8));

    public void Set(int index, StackByte type) => Types = (Types & ~(0xffUL << (index * 8))) | ((ulong)type << (index * 8));

    /// <summary>Spills the low bytes of a register at the slot's start.</summary>
    /// <param name="reg">What is spilled.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="keepsZeros">True where zeros above it stay zeros.</param>
    public void Spill(in RegisterState reg, int size, bool keepsZeros)
    {
        Spilled = reg;
        for (int i = 8; i > 8 - size; i--)
        {
            Set(i - 1, StackByte.Spill);
        }

        // What lies above a narrow spill: zero stays zero, never written stays so, the rest is data.
        for (int i = 8 - size; i > 0; i--)
        {
            if (this[i - 1] is not StackByte.Invalid && !(keepsZeros && this[i - 1] is StackByte.Zero))
            {
                Set(i - 1, StackByte.Misc);
            }
        }
    }

    /// <summary>Forgets the spilled register: its bytes are data now.</summary>
    public void ScrubSpill()
    {
        Spilled.Type = RegisterType.NotInit;
        for (int i = 0; i < 8; i++)
        {
            if (this[i] is not StackByte.Invalid)
            {
                Set(i, StackByte.Misc);
            }
        }
    }

    /// <summary>Makes it "never written".</summary>
    public void Clear()
    {
        Types = 0;
        Spilled.SetNotInit();
    }
}
