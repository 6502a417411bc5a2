using System.Collections.Immutable;

namespace Bpf.Core.Explain;

/// <summary>Why a program was refused, as data: the simulator fills it in, the messages are written from it.</summary>
public sealed record Rejection
{
    /// <summary>The kind of rule broken.</summary>
    public required RejectionReason Reason { get; init; }

    /// <summary>The instruction, in slots from the start of the program.</summary>
    public required int InstructionOffset { get; init; }

    /// <summary>The register concerned, 0 to 10; -1 where none is.</summary>
    public int Register { get; init; } = -1;

    /// <summary>The sentence that the kernel's log ends with.</summary>
    public required string KernelMessage { get; init; }

    /// <summary>The line before it in the kernel's log, where the kernel prints two sentences; else empty.</summary>
    public string KernelDetail { get; init; } = "";

    /// <summary>What was known about the registers concerned, in the kernel's notation (<c>R1=pkt(off=14,r=14)</c>).</summary>
    public string Known { get; init; } = "";

    /// <summary>The branches taken to get there, oldest first: instruction and whether it jumped.</summary>
    public ImmutableArray<BranchTaken> Path { get; init; } = [];

    /// <summary>Where the resource or value concerned came from (a reservation, a lookup), in slots; -1 where unknown.</summary>
    public int OriginInstruction { get; init; } = -1;

    /// <summary>The size in bytes of the access refused; 0 where it is not one.</summary>
    public int AccessSize { get; init; }

    /// <summary>The offset in bytes of the access refused, from the start of its object.</summary>
    public long AccessOffset { get; init; }
}

/// <summary>One conditional jump on the way to a rejection.</summary>
/// <param name="InstructionOffset">The jump, in slots.</param>
/// <param name="Jumped">True where its condition held.</param>
public readonly record struct BranchTaken(int InstructionOffset, bool Jumped);
