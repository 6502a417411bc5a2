namespace Bpf.Core.Explain;

/// <summary>The kinds of rules a verifier enforces; each has its own diagnostic (BPF05xx).</summary>
public enum RejectionReason
{
    /// <summary>A rule without a diagnostic of its own.</summary>
    Other,

    /// <summary>A pointer that may be null is used without a check.</summary>
    PossiblyNull,

    /// <summary>A packet access not covered by a comparison with the packet's end.</summary>
    PacketBounds,

    /// <summary>An access outside a map value, a reservation or another sized memory.</summary>
    MemoryBounds,

    /// <summary>An access outside the stack or of stack bytes never written.</summary>
    StackAccess,

    /// <summary>An access that the program's context doesn't allow.</summary>
    ContextAccess,

    /// <summary>A register read before it was written.</summary>
    UninitializedRegister,

    /// <summary>A reference (reservation, socket) not released on some path.</summary>
    UnreleasedReference,

    /// <summary>An argument of a helper is of the wrong kind.</summary>
    HelperArgument,

    /// <summary>A helper that this program type, license or kernel doesn't offer.</summary>
    HelperUnavailable,

    /// <summary>The return value is outside the range of the program type.</summary>
    ReturnValue,

    /// <summary>Arithmetic that is not allowed on this kind of pointer.</summary>
    PointerArithmetic,

    /// <summary>A loop without progress, or more instructions to process than the kernel's limit.</summary>
    TooComplex,

    /// <summary>An instruction this kernel doesn't have, or one that is malformed.</summary>
    InvalidInstruction,

    /// <summary>Control flow that the kernel refuses: unreachable instructions, jumps out of range, falling off the end.</summary>
    ControlFlow,

    /// <summary>A program or map type, or a load attribute, that this kernel refuses.</summary>
    ProgramAttributes,

    /// <summary>A variable offset into the stack, on a kernel that cannot follow one.</summary>
    VariableStackAccess,

    /// <summary>A number used as a reference: what is left of one that was released, or into a packet that was moved since.</summary>
    UsedAfterRelease,

    /// <summary>A write to a map that programs may only read.</summary>
    ReadOnlyMemory,

    /// <summary>What the capabilities of the loading process don't allow.</summary>
    Privilege,
}
