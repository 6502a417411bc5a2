using System.Collections.Immutable;
using Bpf.Core.Btf;

namespace Bpf.Core.Link;

/// <summary>What an object is linked with, beside the kernel's profile.</summary>
public sealed record LinkOptions
{
    /// <summary>Nothing set.</summary>
    public static LinkOptions Default { get; } = new();

    /// <summary>New bytes for variables of read-only sections (<c>[Config]</c> fields, <c>const volatile</c> in C), by symbol; each as long as its variable.</summary>
    public ImmutableDictionary<string, ImmutableArray<byte>> Config { get; init; } =
        ImmutableDictionary<string, ImmutableArray<byte>>.Empty;

    /// <summary>The kernel's own types, for programs that depend on them (CO-RE, fentry, LSM); null where they are not at hand.</summary>
    public BtfTypes? KernelBtf { get; init; }
}
