using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// What the simulated kernel verifier says: 0500 + RejectionReason. Arguments: subject, kernel, what is known, the kernel's words.
public static partial class Rules
{
    /// <summary>BPF0500: Not known whether a kernel accepts this.</summary>
    public static DiagnosticRule VerifierUnknown { get; } = Warning("BPF0500", "Not known whether a kernel accepts this",
        "It is not known whether '{1}' accepts {0}: it uses {2}, which the simulator does not model.",
        "Try it there, or put [AcceptUnverified(\"a kernel\", \"why\")] on the program, one for each.");

    /// <summary>BPF0501: May be null.</summary>
    public static DiagnosticRule RejectedPossiblyNull { get; } = Error("BPF0501", "May be null",
        "{0} may be null here{2}.",
        "Use it only where the call that gave it returned true or non-null. '{1}' says: {3}");

    /// <summary>BPF0502: Packet access not covered by a check.</summary>
    public static DiagnosticRule RejectedPacketBounds { get; } = Error("BPF0502", "Packet access not covered by a check",
        "{0} is not covered by a comparison with the packet's end{2}.",
        "Read it through TryRef or TryRead, and only where that returned true. '{1}' says: {3}");

    /// <summary>BPF0503: Access outside of memory.</summary>
    public static DiagnosticRule RejectedMemoryBounds { get; } = Error("BPF0503", "Access outside of memory",
        "{0} may be outside of its memory{2}.",
        "Compare the index with the size before. '{1}' says: {3}");

    /// <summary>BPF0504: Wrong access to the stack.</summary>
    public static DiagnosticRule RejectedStackAccess { get; } = Error("BPF0504", "Wrong access to the stack",
        "{0} is outside of the stack, or reads bytes never written{2}.",
        "Give the variable a value on every path. '{1}' says: {3}");

    /// <summary>BPF0505: Access that the context does not allow.</summary>
    public static DiagnosticRule RejectedContextAccess { get; } = Error("BPF0505", "Access that the context does not allow",
        "{0} is not an access that this program type allows on its context{2}.",
        "Use a field that the context declares, at its own size, and write only those that such programs may write. '{1}' says: {3}");

    /// <summary>BPF0506: Value used before it is set.</summary>
    public static DiagnosticRule RejectedUninitializedRegister { get; } = Error("BPF0506", "Value used before it is set",
        "{0} uses a value that is not set on some path{2}.",
        "Assign it on every path. '{1}' says: {3}");

    /// <summary>BPF0507: Resource not released.</summary>
    public static DiagnosticRule RejectedUnreleasedReference { get; } = Error("BPF0507", "Resource not released",
        "{0} is not released on every path{2}.",
        "Submit or discard it before each return. '{1}' says: {3}");

    /// <summary>BPF0508: Wrong argument of a helper.</summary>
    public static DiagnosticRule RejectedHelperArgument { get; } = Error("BPF0508", "Wrong argument of a helper",
        "{0} passes a helper what it does not take{2}.",
        "Pass memory or a map of the kind and size it asks for. '{1}' says: {3}");

    /// <summary>BPF0509: Helper not available.</summary>
    public static DiagnosticRule RejectedHelperUnavailable { get; } = Error("BPF0509", "Helper not available",
        "{0} calls what this program is not offered{2}.",
        "Use another helper, program type, license or kernel. '{1}' says: {3}");

    /// <summary>BPF0510: Return value out of range.</summary>
    public static DiagnosticRule RejectedReturnValue { get; } = Error("BPF0510", "Return value out of range",
        "{0} returns a value that this program type may not return{2}.",
        "Return one of the constants of its action type. '{1}' says: {3}");

    /// <summary>BPF0511: Arithmetic on a pointer.</summary>
    public static DiagnosticRule RejectedPointerArithmetic { get; } = Error("BPF0511", "Arithmetic on a pointer",
        "{0} is arithmetic that is not allowed on this kind of pointer{2}.",
        "Bound the offset first, and add it to a packet or map value. '{1}' says: {3}");

    /// <summary>BPF0512: Too complex for the verifier.</summary>
    public static DiagnosticRule RejectedTooComplex { get; } = Error("BPF0512", "Too complex for the verifier",
        "{0} makes the program too complex to check{2}.",
        "Give every loop a constant bound ('for (int i = 0; i < 64; i++)'), or loop over 'Loop.Range(n)', which needs none from Linux 5.17 on; for older kernels give parts to programs behind a 'ProgramArray', or put [Requires(Feature.Loop)] on the program. Where a loop has a bound: do less in a round, and don't branch on what rounds sum up. '{1}' says: {3}");

    /// <summary>BPF0513: Instruction that the kernel does not have.</summary>
    public static DiagnosticRule RejectedInvalidInstruction { get; } = Error("BPF0513", "Instruction that the kernel does not have",
        "{0} needs an instruction that is malformed or unknown there{2}.",
        "Leave that kernel out, or lower the instruction set level. '{1}' says: {3}");

    /// <summary>BPF0514: Control flow that the verifier refuses.</summary>
    public static DiagnosticRule RejectedControlFlow { get; } = Error("BPF0514", "Control flow that the verifier refuses",
        "{0} makes control flow that is refused{2}.",
        "Give loops a bound and leave no code that cannot be reached. '{1}' says: {3}");

    /// <summary>BPF0515: Program or map that the kernel refuses.</summary>
    public static DiagnosticRule RejectedProgramAttributes { get; } = Error("BPF0515", "Program or map that the kernel refuses",
        "{0} asks for something that the kernel refuses{2}.",
        "Correct the attribute or the map's declaration. '{1}' says: {3}");

    /// <summary>BPF0516: Variable index into the stack.</summary>
    public static DiagnosticRule RejectedVariableStackAccess { get; } = Error("BPF0516", "Variable index into the stack",
        "{0} is at a variable place of the stack, which this kernel cannot follow{2}.",
        "Keep the array in a map's value or a global, or leave kernels before Linux 5.12 out. '{1}' says: {3}");

    /// <summary>BPF0517: Used after its end.</summary>
    public static DiagnosticRule RejectedUsedAfterRelease { get; } = Error("BPF0517", "Used after its end",
        "{0} is to something that is no longer there{2}.",
        "Use a reservation before its Submit or Discard, and packet data before what moves the packet. '{1}' says: {3}");

    /// <summary>BPF0518: Write to read-only memory.</summary>
    public static DiagnosticRule RejectedReadOnlyMemory { get; } = Error("BPF0518", "Write to read-only memory",
        "{0} writes to memory that programs can only read{2}.",
        "Write to a field without [Config], or to a copy. '{1}' says: {3}");

    /// <summary>BPF0519: Not allowed without more capabilities.</summary>
    public static DiagnosticRule RejectedPrivilege { get; } = Error("BPF0519", "Not allowed without more capabilities",
        "{0} takes capabilities that the loading process doesn't have{2}.",
        "Load it with CAP_BPF, CAP_PERFMON (pointers as numbers, tracing) and CAP_NET_ADMIN (network), or as root. '{1}' says: {3}");

    /// <summary>BPF0520: Refused by the verifier.</summary>
    public static DiagnosticRule RejectedOther { get; } = Error("BPF0520", "Refused by the verifier",
        "{0} is refused{2}.",
        "Write it another way. '{1}' says: {3}");

    /// <summary>BPF0590: Object is not embedded.</summary>
    public static DiagnosticRule ObjectRefused { get; } = Error("BPF0590", "Object is not embedded",
        "'{0}' is refused and not embedded: {1}.",
        "Correct the program: without its object, Load throws.");

    /// <summary>BPF0591: Accepted without verification.</summary>
    public static DiagnosticRule AcceptedUnverified { get; } = Info("BPF0591", "Accepted without verification",
        "'{0}' is embedded for '{1}' without verification: {2}.",
        "Remove [AcceptUnverified] once the simulator can decide.");

    private static ImmutableArray<DiagnosticRule> VerifierBand =>
    [
        VerifierUnknown,
        RejectedPossiblyNull,
        RejectedPacketBounds,
        RejectedMemoryBounds,
        RejectedStackAccess,
        RejectedContextAccess,
        RejectedUninitializedRegister,
        RejectedUnreleasedReference,
        RejectedHelperArgument,
        RejectedHelperUnavailable,
        RejectedReturnValue,
        RejectedPointerArithmetic,
        RejectedTooComplex,
        RejectedInvalidInstruction,
        RejectedControlFlow,
        RejectedProgramAttributes,
        RejectedVariableStackAccess,
        RejectedUsedAfterRelease,
        RejectedReadOnlyMemory,
        RejectedPrivilege,
        RejectedOther,
        ObjectRefused,
        AcceptedUnverified,
    ];
}
