using System;
using System.Collections.Immutable;

namespace Bpf.Core.Kernel;

/// <summary>What the verifier holds of a program type.</summary>
public sealed record ProgramTypeInfo
{
    /// <summary>The kernel's number.</summary>
    public required ProgramType Type { get; init; }

    /// <summary>The name in bpftool and in probes, for example <c>sched_cls</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The first kernel release with it.</summary>
    public required Version Since { get; init; }

    /// <summary>The context; null where the hook attached to decides it (tracing, LSM, struct_ops, ext).</summary>
    public ContextLayout? Context { get; init; }

    /// <summary>What it may do with packet bytes.</summary>
    public PacketAccess Packet { get; init; }

    /// <summary>True where the kernel refuses programs without a GPL-compatible license, whatever they call.</summary>
    public bool GplOnly { get; init; }

    /// <summary>What a process must have to load programs of the type.</summary>
    public Capabilities Capabilities { get; init; }

    /// <summary>The return values allowed; null for any, or where <see cref="ReturnsByAttachType"/> has another.</summary>
    public ReturnRange? Returns { get; init; }

    /// <summary>The return values allowed for some expected attach types, before <see cref="Returns"/>.</summary>
    public ImmutableDictionary<AttachType, ReturnRange> ReturnsByAttachType { get; init; } =
        ImmutableDictionary<AttachType, ReturnRange>.Empty;

    /// <summary>True where the target's signature decides the return values and the table knows nothing of them (LSM, struct_ops, ext).</summary>
    public bool ReturnsByTarget { get; init; }

    /// <summary>The return values allowed.</summary>
    /// <param name="attach">The program's expected attach type.</param>
    /// <returns>The range; null for any value.</returns>
    public ReturnRange? ReturnsFor(AttachType attach) =>
        ReturnsByAttachType.TryGetValue(attach, out ReturnRange range) ? range : Returns;
}
