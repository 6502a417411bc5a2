using Bpf.Core.Explain;

namespace Bpf.Verifier;

/// <summary>The simulated kernel's answer to one load request.</summary>
public sealed record VerificationResult
{
    /// <summary>Accept, reject or unknown.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it was refused; null unless <see cref="Verdict"/> is <see cref="Verdict.Reject"/>.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>What is not modelled; null unless <see cref="Verdict"/> is <see cref="Verdict.Unknown"/>.</summary>
    public string? UnknownFeature { get; init; }

    /// <summary>The instruction at which the unknown feature was met, in slots; -1 where it is none.</summary>
    public int UnknownInstruction { get; init; } = -1;

    /// <summary>Instructions processed on all paths together (the kernel's <c>processed N insns</c>).</summary>
    public int ProcessedInstructions { get; init; }

    /// <summary>States remembered for pruning over the whole run (<c>total_states</c>).</summary>
    public int TotalStates { get; init; }

    /// <summary>Most states alive at a time (<c>peak_states</c>).</summary>
    public int PeakStates { get; init; }

    /// <summary>Most states remembered for one instruction (<c>max_states_per_insn</c>).</summary>
    public int MaxStatesPerInstruction { get; init; }

    /// <summary>Stack bytes of the main program and of each subprogram, in program order (<c>stack depth 8+0</c>).</summary>
    public System.Collections.Immutable.ImmutableArray<int> StackDepths { get; init; } = [];

    /// <summary>Atomic operations that the kernel accepts and arm64 cannot do, in order of their slots.</summary>
    public System.Collections.Immutable.ImmutableArray<UnalignedAtomic> UnalignedAtomics { get; init; } = [];

    /// <summary>
    /// One element a slot: whether a path came through it (the second slots of wide instructions: never). A kernel that accepts the program takes the branches
    /// to all others out of it, which it does by <c>insn_aux_data[].seen</c>, kernel/bpf/verifier.c.
    /// </summary>
    public System.Collections.Immutable.ImmutableArray<bool> Reached { get; init; } = [];

    /// <summary>The log in the kernel's style; empty unless <see cref="VerifierOptions.LogLevel"/> asks for it.</summary>
    public string Log { get; init; } = "";
}
