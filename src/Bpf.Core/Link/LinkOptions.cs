using System;
using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>What an object is linked with, beside the kernel's profile.</summary>
public sealed record LinkOptions
{
    /// <summary>Nothing set.</summary>
    public static LinkOptions Default { get; } = new();

    /// <summary>
    /// New bytes for globals, by symbol, each as long as its variable: constants (<c>[Config]</c> fields, <c>const volatile</c> in C) and
    /// what other variables start with.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<byte>> Config { get; init; } =
        ImmutableDictionary<string, ImmutableArray<byte>>.Empty;

    /// <summary>Other sizes than declared, by map name: entries, bytes for ring buffers, pages for arenas. <c>name.inner</c> are the maps that map <c>name</c> holds.</summary>
    public ImmutableDictionary<string, int> MaxEntries { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Programs that are not to be loaded, by name: what they need of the kernel is not asked for.</summary>
    public ImmutableHashSet<string> LeftOut { get; init; } = [];

    /// <summary>
    /// The kernel's own types, for programs that depend on them (<see cref="Linker.NeedsKernelTypes"/>). Null where they are not at hand: what a
    /// program attaches to by type is then left open (<see cref="LoadRequest.AttachBtfId"/> 0), and relocations against them are refused.
    /// </summary>
    public BtfTypes? KernelBtf { get; init; }

    /// <summary>
    /// Opens the types of the kernel's modules, which continue <see cref="KernelBtf"/>: they are asked for where that has no type of a name. Null where
    /// there are none to be had.
    /// </summary>
    public Func<ImmutableArray<KernelModule>>? KernelModules { get; init; }

    /// <summary>
    /// Types of loaded programs, by the name of a program of the object that attaches to one of their functions instead of the kernel's
    /// (<c>freplace</c>, <c>fentry</c>, <c>fexit</c>).
    /// </summary>
    public ImmutableDictionary<string, BtfTypes> TargetTypes { get; init; } = ImmutableDictionary<string, BtfTypes>.Empty;

    /// <summary>Settings of the kernel's configuration (<c>CONFIG_HZ</c> to <c>250</c>), beside those of the profile.</summary>
    public ImmutableDictionary<string, string> KernelSettings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>True where settings that are not known may have any value: for checks at build time. Their map is then not frozen.</summary>
    public bool LeavesSettingsOpen { get; init; }

    /// <summary>The address of a kernel symbol, null for none (<c>/proc/kallsyms</c>). Null where there is no kernel to ask: addresses are then 0.</summary>
    public Func<string, ulong?>? KernelSymbols { get; init; }

    /// <summary>The architecture, for programs that read registers.</summary>
    public TargetArchitecture Architecture { get; init; } = TargetArchitecture.X64;

    /// <summary>The types that relocations are answered from, where they are others than <see cref="KernelBtf"/>: the object's own, for a kernel that is not there.</summary>
    public BtfTypes? RelocationTypes { get; init; }
}
