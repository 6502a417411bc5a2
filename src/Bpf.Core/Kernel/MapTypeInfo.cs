using System;
using System.Collections.Immutable;

namespace Bpf.Core.Kernel;

/// <summary>What the kernel asks of a map type's creation and allows programs to do with it.</summary>
public sealed record MapTypeInfo
{
    /// <summary>The kernel's number.</summary>
    public required MapType Type { get; init; }

    /// <summary>The name in bpftool and in probes, for example <c>lru_hash</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The first kernel release with it.</summary>
    public required Version Since { get; init; }

    /// <summary>The key's size.</summary>
    public required SizeRule Key { get; init; }

    /// <summary>The value's size.</summary>
    public required SizeRule Value { get; init; }

    /// <summary>The number of entries.</summary>
    public MapEntries Entries { get; init; }

    /// <summary>Flags that creation takes, besides <see cref="MapFlags.TokenFd"/>.</summary>
    public MapFlags Flags { get; init; }

    /// <summary>Flags that creation asks for.</summary>
    public MapFlags RequiredFlags { get; init; }

    /// <summary>What a program's lookup gives.</summary>
    public MapLookup Lookup { get; init; }

    /// <summary>The helpers that take the map; all others are refused (<c>cannot pass map_type</c>).</summary>
    public ImmutableArray<HelperId> Helpers { get; init; } = [];

    /// <summary>True where creation asks for BTF of key and value.</summary>
    public bool NeedsBtf { get; init; }

    /// <summary>True where creation asks for an inner map to take the shape from.</summary>
    public bool NeedsInnerMap { get; init; }

    /// <summary>True where every CPU has its own value.</summary>
    public bool PerCpu { get; init; }

    /// <summary>True where instructions may hold the address of a value (<c>BPF_PSEUDO_MAP_VALUE</c>).</summary>
    public bool DirectValue { get; init; }

    /// <summary>True where a real kernel has confirmed sizes, entries and flags, see <c>MapTypeProofTests</c>.</summary>
    public bool Proven { get; init; } = true;

    /// <summary>True where the helper takes the map.</summary>
    /// <param name="helper">The helper's number.</param>
    public bool Allows(HelperId helper) => Helpers.Contains(helper);
}
