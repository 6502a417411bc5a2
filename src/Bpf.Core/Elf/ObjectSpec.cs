using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>
/// All that an object is made of, as a compiler has it; <see cref="ElfWriter"/> makes an ELF file of it. Things refer to each other by
/// name. Names of functions, maps and globals are unique in an object and pass <see cref="SymbolNames"/> first.
/// </summary>
/// <remarks>
/// The writer adds to <see cref="Types"/> what the object itself needs (FUNCs, map definitions, DATASECs, source text), in a copy: a
/// spec can be written twice, and equal specs give equal bytes.
/// </remarks>
public sealed record ObjectSpec
{
    /// <summary>The license, the content of section <c>license</c>.</summary>
    public required string License { get; init; }

    /// <summary>The types that the ids in functions, maps and globals refer to.</summary>
    public BtfBuilder Types { get; init; } = new();

    /// <summary>Programs and subprograms, in the order they get in their sections.</summary>
    public ImmutableArray<FunctionSpec> Functions { get; init; } = [];

    /// <summary>The maps, without those that stand for sections of globals.</summary>
    public ImmutableArray<MapSpec> Maps { get; init; } = [];

    /// <summary>The global variables.</summary>
    public ImmutableArray<GlobalSpec> Globals { get; init; } = [];

    /// <summary>What the kernel defines and the functions refer to.</summary>
    public ImmutableArray<ExternSpec> Externs { get; init; } = [];

    /// <summary>Sections of no meaning to loaders, such as <c>.bpf.csharp</c>.</summary>
    public ImmutableArray<ExtraSection> ExtraSections { get; init; } = [];
}
