namespace Bpf.Core.Elf;

/// <summary>A symbol. Sections above <see cref="ElfFormat.SectionIndexReserved"/> (absolute, common) read as -1.</summary>
internal readonly record struct ElfSymbol(string Name, byte Type, byte Bind, byte Visibility, int Section, ulong Value, ulong Size)
{
    public bool IsGlobal => Bind is ElfFormat.BindGlobal or ElfFormat.BindWeak;

    public bool IsHidden => Visibility is ElfFormat.VisibilityHidden or ElfFormat.VisibilityInternal;
}
