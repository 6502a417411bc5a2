using System.Collections.Immutable;

namespace Bpf.Core.Elf;

/// <summary>A section of globals.</summary>
/// <param name="Name">Its name: <c>.bss</c>, <c>.data</c>, <c>.rodata</c>, or one of those with a suffix; <c>.addr_space.1</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Content">Its bytes at load; empty where all are zero (<c>.bss</c>).</param>
/// <param name="TypeId">The id of its DATASEC in the object's BTF; 0 where there is none.</param>
/// <param name="Variables">What stands in it, by offset.</param>
public sealed record DataSection(
    string Name, int Size, ImmutableArray<byte> Content, int TypeId, ImmutableArray<DataVariable> Variables)
{
    /// <summary>True where programs can't write to it.</summary>
    public bool IsReadOnly => Is(SectionNames.Rodata);

    /// <summary>True where they stand in the object's arena, not in a map of their own.</summary>
    public bool IsArena => Name == SectionNames.Arena;

    /// <summary>True for this section name, alone or with a suffix.</summary>
    /// <param name="name">A name of <see cref="SectionNames"/>.</param>
    public bool Is(string name) => Name == name || Name.StartsWith(name + ".", System.StringComparison.Ordinal);
}
