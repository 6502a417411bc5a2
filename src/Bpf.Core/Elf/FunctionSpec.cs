using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Isa;

namespace Bpf.Core.Elf;

/// <summary>One function to write: a program, or a subprogram in <c>.text</c>. Offsets count slots from its first instruction.</summary>
public sealed record FunctionSpec
{
    /// <summary>Its symbol.</summary>
    public required string Name { get; init; }

    /// <summary>The ELF section that makes it a program of some type (libbpf's names), or <see cref="SectionNames.Text"/> for a subprogram.</summary>
    public required string Section { get; init; }

    /// <summary>True where other objects see it and the kernel verifies it by itself. Programs always are.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Its code. What <see cref="Relocations"/> name may hold anything in the fields the relocation sets.</summary>
    public required ImmutableArray<Instruction> Instructions { get; init; }

    /// <summary>The instructions that refer to maps, globals and functions.</summary>
    public ImmutableArray<RelocationSpec> Relocations { get; init; } = [];

    /// <summary>Its prototype in <see cref="ObjectSpec.Types"/>; a program's parameter is what <see cref="Kernel.ContextTypes.AddPointer"/> makes.</summary>
    public required int ProtoTypeId { get; init; }

    /// <summary>What is said of its parameters, in declaration tags that kernels from 6.8 on read.</summary>
    public ImmutableArray<ParameterTag> ParameterTags { get; init; } = [];

    /// <summary>Where the code comes from; empty, or rising from instruction 0 (the kernel wants a line for the start of each function).</summary>
    public ImmutableArray<SourceLine> Lines { get; init; } = [];

    /// <summary>The instructions that depend on the kernel's types.</summary>
    public ImmutableArray<CoreRelocation> CoreRelocations { get; init; } = [];

    /// <summary>True for a program, false for a subprogram.</summary>
    public bool IsProgram => Section != SectionNames.Text;
}
