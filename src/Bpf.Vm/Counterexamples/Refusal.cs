using System;
using System.Globalization;
using Bpf.Core.Explain;
using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Counterexamples;

/// <summary>What a verifier refused, as something that a run can be seen to do.</summary>
internal sealed class Refusal(Rejection rejection)
{
    private const int StackSize = 512;

    /// <summary>Instructions after which a loop is held to be endless.</summary>
    public const long EndlessLimit = 1_000_000;

    /// <summary>Whether any run can do it: much of what is refused is a rule about types, licenses or limits, not a deed.</summary>
    public bool IsDeed => rejection.Reason switch
    {
        RejectionReason.PossiblyNull or RejectionReason.PacketBounds or RejectionReason.MemoryBounds or RejectionReason.StackAccess
            or RejectionReason.VariableStackAccess or RejectionReason.HelperArgument or RejectionReason.UnreleasedReference
            or RejectionReason.UsedAfterRelease or RejectionReason.ReadOnlyMemory or RejectionReason.Other => true,
        RejectionReason.ReturnValue => AllowedResults is not null,
        RejectionReason.TooComplex => IsEndlessLoop,
        _ => false,
    };

    /// <summary>Whether it is worth guessing where the verifier's path doesn't say how.</summary>
    public bool IsWorthGuesses => rejection.Reason is not (RejectionReason.Other or RejectionReason.ReadOnlyMemory) && !IsReadOfStack;

    /// <summary>Instructions that a run may take to do it.</summary>
    public long Limit => IsEndlessLoop ? EndlessLimit : 100_000;

    /// <summary>What a run did, in words, if it is what was refused; null where it isn't.</summary>
    public string? Seen(Trial.Ending ending)
    {
        if (rejection.Reason == RejectionReason.ReturnValue)
        {
            (long least, long most) = AllowedResults!.Value;
            long result = (int)ending.Result;
            return ending.Fault is null && (result < least || result > most) ? "it returns " + result.ToString(CultureInfo.InvariantCulture) : null;
        }
        if (ending.Fault is not { } fault) return null;
        bool endless = fault.Reason == Machine.LimitReached;
        if (IsEndlessLoop) return endless ? "it goes on for more than a million instructions" : null;
        if (rejection.Reason == RejectionReason.UnreleasedReference) return fault.Reason == Machine.RecordKept ? fault.Reason : null;
        return !endless && fault.Instruction == rejection.InstructionOffset ? WithoutAddress(fault.Reason) : null;
    }

    private bool IsEndlessLoop => rejection.KernelMessage.Contains("infinite loop detected");

    // Bytes of the stack that were never written: a run just finds something there.
    private bool IsReadOfStack => rejection.Reason is RejectionReason.StackAccess or RejectionReason.VariableStackAccess &&
        rejection.AccessSize > 0 && rejection.AccessOffset >= -StackSize && rejection.AccessOffset + rejection.AccessSize <= 0;

    /// <summary>The range at the end of <c>At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]</c>.</summary>
    private (long Least, long Most)? AllowedResults
    {
        get
        {
            const string Before = "should have been in [";
            string message = rejection.KernelMessage;
            int start = message.IndexOf(Before, StringComparison.Ordinal);
            if (start < 0 || !message.StartsWith("At program exit", StringComparison.Ordinal)) return null;
            string[] ends = message[(start + Before.Length)..].TrimEnd(']').Split(',');
            return ends.Length == 2 && TryRead(ends[0], out long least) && TryRead(ends[1], out long most) ? (least, most) : null;
        }
    }

    private static bool TryRead(string text, out long number) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string WithoutAddress(string reason)
    {
        int at = reason.LastIndexOf(" (address ", StringComparison.Ordinal);
        return at < 0 ? reason : reason.Remove(at, reason.IndexOf(')', at) + 1 - at);
    }
}
