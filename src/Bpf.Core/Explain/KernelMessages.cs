using System;
using System.Collections.Immutable;
using static Bpf.Core.Explain.RejectionReason;

namespace Bpf.Core.Explain;

/// <summary>Which reason a sentence of the kernel's verifier gives. The first row whose pieces all occur decides.</summary>
/// <remarks>Collected from what Linux 6.18 answered to the kernel's own verifier tests.</remarks>
public static class KernelMessages
{
#pragma warning disable format // columns are aligned
    private static readonly ImmutableArray<(RejectionReason Reason, string[] Pieces)> Rows =
    [
        (Privilege,             ["CAP_BPF"]),
        (Privilege,             ["CAP_PERFMON"]),
        (Privilege,             ["prohibited for !root"]),
        (Privilege,             ["leaks addr"]),
        (Privilege,             ["leaking pointer from stack"]),
        (Privilege,             ["attempt to corrupt spilled pointer"]),
        (Privilege,             ["spilled ptr in range of var-offset"]),
        (Privilege,             ["pointer comparison prohibited"]),
        (Privilege,             ["partial copy of pointer"]),
        (Privilege,             ["sign-extension part of pointer"]),

        (PossiblyNull,          ["invalid mem access", "or_null"]),
        (PossiblyNull,          ["null-check it first"]),
        (PossiblyNull,          ["Possibly NULL pointer passed"]),
        (PossiblyNull,          ["or_null", " expected="]),
        (PossiblyNull,          ["dereference of modified", "or_null"]),

        (UnreleasedReference,   ["Unreleased reference"]),
        (UnreleasedReference,   ["would lead to reference leak"]),
        (UnreleasedReference,   ["cannot be used inside", "-ed region"]),

        (PointerArithmetic,     ["pointer arithmetic"]),
        (PointerArithmetic,     ["math between"]),
        (PointerArithmetic,     ["tried to subtract pointer from scalar"]),
        (PointerArithmetic,     ["pointer prohibited"]),
        (PointerArithmetic,     ["subtraction from stack pointer prohibited"]),
        (PointerArithmetic,     ["pointer be out of bounds"]),
        (PointerArithmetic,     ["pointer offset", "is not allowed"]),
        (PointerArithmetic,     ["arithmetic prohibited"]),

        (PacketBounds,          ["offset is outside of the packet"]),
        (PacketBounds,          ["invalid access to packet"]),
        (PacketBounds,          ["misaligned packet access"]),
        (PacketBounds,          ["cannot write into packet"]),
        (PacketBounds,          ["invalid mem access 'pkt"]),

        (ContextAccess,         ["invalid bpf_context access"]),
        (ContextAccess,         ["ctx access"]),
        (ContextAccess,         ["misaligned context access"]),
        (ContextAccess,         ["dereference of modified ctx ptr"]),
        (ContextAccess,         ["negative offset ctx ptr"]),
        (ContextAccess,         ["BPF_ST stores into", "is not allowed"]),
        (InvalidInstruction,    ["BPF_ATOMIC", "is not allowed"]),
        (InvalidInstruction,    ["same insn cannot be used with different pointers"]),

        (VariableStackAccess,   ["variable stack access"]),
        (StackAccess,           ["combined stack size of"]),
        (StackAccess,           ["stack size of subprog"]),
        (StackAccess,           ["misaligned stack access"]),
        (StackAccess,           ["to stack"]),
        (StackAccess,           ["from stack"]),
        (StackAccess,           ["stack R"]),
        (StackAccess,           ["invalid size of register"]),
        (StackAccess,           ["cannot return stack pointer"]),

        (UninitializedRegister, ["!read_ok"]),

        (ReturnValue,           ["At program exit"]),
        (ReturnValue,           ["At callback return"]),
        (ReturnValue,           ["At subprogram exit"]),
        (ReturnValue,           ["At async callback"]),

        (HelperUnavailable,     ["cannot use helper"]),
        (HelperUnavailable,     ["invalid func unknown"]),
        (HelperUnavailable,     ["unknown func"]),
        (HelperUnavailable,     ["cannot call GPL-restricted function"]),
        (HelperUnavailable,     ["calling kernel function", "is not allowed"]),
        (HelperUnavailable,     ["helper call might sleep"]),
        (HelperUnavailable,     ["helper call is not allowed"]),
        (HelperUnavailable,     ["kfuncs require"]),

        (TooComplex,            ["BPF program is too large"]),
        (TooComplex,            ["jumps is too complex"]),
        (TooComplex,            ["infinite loop detected"]),
        (TooComplex,            ["back-edge"]),

        (ControlFlow,           ["unreachable insn"]),
        (ControlFlow,           ["jump out of range"]),
        (ControlFlow,           ["jump into the middle of"]),
        (ControlFlow,           ["last insn is not an exit or jmp"]),
        (ControlFlow,           ["call to invalid destination"]),
        (ControlFlow,           ["the call stack of"]),
        (ControlFlow,           ["too many subprograms"]),
        (ControlFlow,           ["invalid insn idx"]),
        (ControlFlow,           ["recursive call"]),

        (InvalidInstruction,    ["uses reserved fields"]),
        (InvalidInstruction,    ["unknown opcode"]),
        (InvalidInstruction,    ["invalid shift"]),
        (InvalidInstruction,    ["div by zero"]),
        (InvalidInstruction,    ["frame pointer is read only"]),
        (InvalidInstruction,    ["ld_imm64 insn"]),
        (InvalidInstruction,    ["invalid BPF_"]),
        (InvalidInstruction,    ["uses invalid atomic opcode"]),
        (InvalidInstruction,    ["invalid atomic operand size"]),
        (InvalidInstruction,    ["invalid may_goto"]),

        (ProgramAttributes,     ["tracing progs cannot use"]),
        (ProgramAttributes,     ["attach to unsupported member"]),
        (ProgramAttributes,     ["is not pointing to valid bpf_map"]),
        (ProgramAttributes,     ["must have a GPL compatible license"]),
        (ProgramAttributes,     ["doesn't return scalar"]),
        (ProgramAttributes,     ["ldimm64 failed to find"]),

        (HelperArgument,        [" expected="]),
        (HelperArgument,        ["arg#"]),
        (HelperArgument,        ["args#"]),
        (HelperArgument,        ["expected pointer to"]),
        (HelperArgument,        ["expects pointer to"]),
        (HelperArgument,        ["doesn't point to a"]),
        (HelperArgument,        ["doesn't point to map value"]),
        (HelperArgument,        ["expected", "initialized", " as R"]),
        (HelperArgument,        ["Expected", "dynptr", " as R"]),
        (HelperArgument,        ["must point to", "scalar"]),
        (HelperArgument,        ["memory, len pair"]),
        (HelperArgument,        ["is expected to be non-NULL"]),
        (HelperArgument,        ["Caller passes invalid args"]),
        (HelperArgument,        ["cannot pass map_type"]),
        (HelperArgument,        ["as arg"]),
        (HelperArgument,        ["must be referenced"]),
        (HelperArgument,        ["must have zero offset when passed"]),
        (HelperArgument,        ["must be a known constant"]),
        (HelperArgument,        ["must be a rcu pointer"]),
        (HelperArgument,        ["expects refcounted"]),
        (HelperArgument,        ["helper access to the packet is not allowed"]),
        (HelperArgument,        ["doesn't support non-zero flags"]),
        (HelperArgument,        ["string is not zero-terminated"]),
        (HelperArgument,        ["does not point to a readonly map"]),
        (HelperArgument,        ["uninitialized dynptr"]),
        (HelperArgument,        ["invalid zero-sized read"]),

        (MemoryBounds,          ["outside of the allowed memory range"]),
        (MemoryBounds,          ["min value is negative"]),
        (MemoryBounds,          ["unbounded memory access"]),
        (MemoryBounds,          ["invalid mem access"]),
        (MemoryBounds,          ["invalid access to"]),
        (MemoryBounds,          ["misaligned", "access"]),
        (MemoryBounds,          ["map forbidden"]),
        (MemoryBounds,          ["cannot write into"]),
        (MemoryBounds,          ["access beyond"]),
        (MemoryBounds,          ["invalid", "access off="]),
        (MemoryBounds,          ["buffer"]),
    ];
#pragma warning restore format

    /// <summary>The reason a sentence gives.</summary>
    /// <param name="message">A line of the log.</param>
    /// <returns><see cref="Other"/> where no row fits.</returns>
    public static RejectionReason Classify(string message)
    {
        foreach ((RejectionReason reason, string[] pieces) in Rows)
        {
            if (Array.TrueForAll(pieces, piece => message.Contains(piece)))
                return reason;
        }

        // R11 is invalid: a register that does not exist.
        return message is ['R', >= '0' and <= '9', ..] && message.EndsWith(" is invalid", StringComparison.Ordinal)
            ? InvalidInstruction
            : Other;
    }
}
