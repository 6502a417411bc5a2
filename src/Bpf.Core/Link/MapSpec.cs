using System.Collections.Immutable;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>What a map is, before a kernel (or the VM) has made it: the arguments of <c>BPF_MAP_CREATE</c>.</summary>
/// <remarks>Source: <c>union bpf_attr</c>, include/uapi/linux/bpf.h; <c>.maps</c> conventions: libbpf.</remarks>
public sealed record MapSpec
{
    /// <summary>The name in the object; the kernel keeps its first 15 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The kernel's map type.</summary>
    public required MapType Type { get; init; }

    /// <summary>Key size in bytes; 0 for types without keys.</summary>
    public int KeySize { get; init; }

    /// <summary>Value size in bytes; 0 for types without values.</summary>
    public int ValueSize { get; init; }

    /// <summary>Most entries; for a ring buffer its size in bytes, for an arena in pages.</summary>
    public int MaxEntries { get; init; }

    /// <summary><c>BPF_F_*</c> flags of map creation.</summary>
    public uint Flags { get; init; }

    /// <summary>Type-specific extra argument (<c>map_extra</c>); for an arena where user space has it, 0 for anywhere.</summary>
    public ulong Extra { get; init; }

    /// <summary>BTF type id of the key in the object's BTF; 0 where there is none.</summary>
    public int BtfKeyTypeId { get; init; }

    /// <summary>BTF type id of the value in the object's BTF; 0 where there is none.</summary>
    public int BtfValueTypeId { get; init; }

    /// <summary>What the map holds from the start (globals: one element; an arena's stand at its beginning); empty for none.</summary>
    public ImmutableArray<byte> InitialValue { get; init; } = [];

    /// <summary>True where programs may rely on <see cref="InitialValue"/> never changing (<c>.rodata</c>: frozen before programs load).</summary>
    public bool Frozen { get; init; }

    /// <summary>The map every inner map must look like, for maps of maps.</summary>
    public MapSpec? InnerMap { get; init; }

    /// <summary>The maps that a map of maps holds from the start: names of maps of the object, by key.</summary>
    public ImmutableDictionary<int, string> HeldMaps { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>The programs that a map of programs holds from the start: names of programs of the object, by index. Those that aren't loaded are left out.</summary>
    public ImmutableDictionary<int, string> HeldPrograms { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>True where the map is to be pinned by its name (<c>LIBBPF_PIN_BY_NAME</c>).</summary>
    public bool PinByName { get; init; }
}
