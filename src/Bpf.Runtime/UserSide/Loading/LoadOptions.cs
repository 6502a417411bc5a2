using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Bpf;

/// <summary>How an object is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>The kernel's choice of everything.</summary>
    public static LoadOptions Default { get; } = new();

    /// <summary>Other sizes than declared, by map name: entries, bytes for ring buffers, pages for arenas. <c>name.inner</c> are the maps that
    /// a map of maps holds: those that are made without a size of their own.</summary>
    public IReadOnlyDictionary<string, int> MaxEntries { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>
    /// A folder on a BPF file system where every map is pinned by its name, and found again by the next start. Null: nothing is pinned but
    /// maps that the object says are (<c>LIBBPF_PIN_BY_NAME</c>), in <c>/sys/fs/bpf</c>.
    /// </summary>
    public string? PinFolder { get; init; }

    /// <summary>Programs that are not to be loaded, by name.</summary>
    public IReadOnlySet<string> LeftOut { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>
    /// Programs, by name, that the object says are loaded only where asked for (<c>SEC("?kprobe/vfs_read")</c>); those of them that are not named here are
    /// left out.
    /// </summary>
    public IReadOnlySet<string> OptionalPrograms { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>
    /// Loaded programs that programs of this object attach to instead of the kernel, by the name of this object's: <c>freplace/function</c> takes the place
    /// of a global function of the other program (Linux 5.6), <c>fentry/function</c> and <c>fexit/function</c> watch one.
    /// </summary>
    public IReadOnlyDictionary<string, BpfProgram> Targets { get; init; } = ImmutableDictionary<string, BpfProgram>.Empty;

    /// <summary>
    /// Where a BPF file system is mounted whose mount options hand on the right to load programs to this process's user namespace (a BPF token, Linux 6.9).
    /// Null: what <c>LIBBPF_BPF_TOKEN_PATH</c> says, else <c>/sys/fs/bpf</c> where a user namespace has one there; empty for none.
    /// </summary>
    public string? TokenPath { get; init; }

    /// <summary>Takes the verifier's log of each program that was accepted; null for no logs (of a refused one, the exception has it).</summary>
    public Action<string, string>? Log { get; init; }

    /// <summary>
    /// The path of a raw BTF file that relocations are answered from instead of the kernel's own types (<c>/sys/kernel/btf/vmlinux</c>), for kernels without
    /// them. What programs attach to by type, and functions that they call, are found in the kernel's own alone: it knows no other ids.
    /// </summary>
    public string? KernelBtfPath { get; init; }

    /// <summary>
    /// Settings of the kernel's configuration that <c>[KConfig]</c> fields are set from, by name (<c>CONFIG_HZ</c> to <c>250</c>; <c>y</c>, <c>m</c>,
    /// a number, or a text in quotes). They come before what the kernel itself says; a simulated kernel says nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> KernelSettings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What runs, where the object is loaded into a simulated world.</summary>
    public WorldMode Mode { get; init; }
}
