namespace Bpf.Core.Elf;

/// <summary>A section's header, its place in the file checked.</summary>
internal readonly record struct ElfSection(
    int Index, string Name, uint Type, ulong Flags, int Offset, int Size, uint Link, uint Info, ulong EntrySize)
{
    public bool HasContent => Type is not (ElfFormat.SectionNull or ElfFormat.SectionNobits);

    public bool IsCode => Type == ElfFormat.SectionProgbits && (Flags & ElfFormat.FlagExecinstr) != 0;
}
