using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>An eBPF object as it stands in its file, names resolved, nothing linked. <see cref="ElfReader"/> makes it.</summary>
public sealed record BpfObjectFile
{
    /// <summary>The license; empty where the object names none.</summary>
    public string License { get; init; } = "";

    /// <summary>The content of section <c>version</c> (<c>KERNEL_VERSION(a, b, c)</c>); null for none.</summary>
    public uint? KernelVersion { get; init; }

    /// <summary>Programs and subprograms, by section and offset.</summary>
    public ImmutableArray<ObjectFunction> Functions { get; init; } = [];

    /// <summary>The maps it defines, without those that stand for sections of globals.</summary>
    public ImmutableArray<MapSpec> Maps { get; init; } = [];

    /// <summary>Its sections of globals.</summary>
    public ImmutableArray<DataSection> DataSections { get; init; } = [];

    /// <summary>The kernel's structures of functions that it fills.</summary>
    public ImmutableArray<StructOpsSpec> StructOps { get; init; } = [];

    /// <summary>What it uses of the kernel.</summary>
    public ImmutableArray<ObjectExtern> Externs { get; init; } = [];

    /// <summary>Its types; null where it has no <c>.BTF</c>.</summary>
    public BtfTypes? Types { get; init; }

    /// <summary>The content of <c>.bpf.csharp</c>; empty for objects of other compilers.</summary>
    public ImmutableArray<byte> CSharp { get; init; } = [];

    /// <summary>The names of sections that have content and mean nothing here, debug information and the like left out.</summary>
    public ImmutableArray<string> OtherSections { get; init; } = [];
}
