using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>A function of an object: a program, or a subprogram. Offsets count slots from its first instruction.</summary>
public sealed record ObjectFunction
{
    /// <summary>Its symbol.</summary>
    public required string Name { get; init; }

    /// <summary>The ELF section it stands in.</summary>
    public required string Section { get; init; }

    /// <summary>Its code, as it stands in the file.</summary>
    public required ImmutableArray<Instruction> Instructions { get; init; }

    /// <summary>What its code refers to, by instruction. Calls inside a section, which need no relocation in ELF, are among them.</summary>
    public ImmutableArray<ObjectRelocation> Relocations { get; init; } = [];

    /// <summary>True for a symbol that other objects see.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>True for a global symbol of hidden visibility: the kernel is told that it is static, so that it is verified with its callers.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The id of its FUNC in the object's BTF; 0 where there is none.</summary>
    public int TypeId { get; init; }

    /// <summary>Where its code comes from.</summary>
    public ImmutableArray<LineInfo> Lines { get; init; } = [];

    /// <summary>Its instructions that depend on the kernel's types.</summary>
    public ImmutableArray<CoreRelocation> CoreRelocations { get; init; } = [];

    /// <summary>Its instructions that depend on the architecture; they hold x86-64's numbers.</summary>
    public ImmutableArray<MachineAccess> MachineAccesses { get; init; } = [];

    /// <summary>True for a program, false for a subprogram.</summary>
    public bool IsProgram => Section != SectionNames.Text;
}
