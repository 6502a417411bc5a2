namespace Bpf.Core.Isa;

/// <summary>What a line of assembly stands for; a label is resolved once all slots are known.</summary>
internal struct ListingMatch
{
    public byte Opcode;
    public int Dst;
    public int Src;
    public int Offset;
    public int Imm;
    public int NextImm;
    public int Slots;
    public string? Label;
    public InstructionField LabelField;

    public readonly Instruction Instruction => new(Opcode, (byte)Dst, (byte)Src, (short)Offset, Imm);
}
