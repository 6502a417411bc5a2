using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bpf.Core.Explain;

/// <summary>Says in C# terms why a verifier refused a program: which expression, what is known, what is missing, and the kernel's own words.</summary>
public static class RejectionExplainer
{
    /// <summary>What a kernel says that refuses the load itself: it gives a number, and writes no log.</summary>
    private const string WithoutWords = "invalid argument (EINVAL), and nothing more";

    /// <summary>Explains a rejection of a program of an object.</summary>
    /// <param name="rejection">The rejection.</param>
    /// <param name="kernel">The kernel that refuses, as the user names it.</param>
    /// <param name="map">The object's source map.</param>
    /// <param name="program">The program's ELF symbol.</param>
    public static BpfDiagnostic Explain(Rejection rejection, string kernel, ObjectSourceMap map, string program) =>
        Explain(rejection, kernel, slot => map.Find(program, slot));

    /// <summary>Explains a rejection.</summary>
    /// <param name="rejection">The rejection.</param>
    /// <param name="kernel">The kernel that refuses, as the user names it.</param>
    /// <param name="locate">The place an instruction comes from, by slot; null where it has none.</param>
    /// <param name="textOf">The source text of a place, where the caller has it.</param>
    /// <param name="shownBy">A run that shows it, in a few words, where the caller has one.</param>
    public static BpfDiagnostic Explain(
        Rejection rejection, string kernel, Func<int, SourceLocation?> locate, Func<SourceSpan, string?>? textOf = null, string? shownBy = null)
    {
        RegisterStates states = RegisterStates.Parse(rejection.Known);
        RejectionReason reason = ReasonInCSharp(rejection, states);
        bool atOrigin = rejection.Reason == RejectionReason.UnreleasedReference && rejection.OriginInstruction >= 0;
        SourceLocation? origin = rejection.OriginInstruction >= 0 ? locate(rejection.OriginInstruction) : null;
        SourceLocation? location = Nearest(atOrigin ? rejection.OriginInstruction : rejection.InstructionOffset, locate);
        string subject = location is not null && textOf?.Invoke(location.Span) is { Length: > 0 and < 80 } text
            ? "'" + text + "'"
            : Subject(reason);
        List<string> facts = [.. Facts(rejection, reason, states)];
        if (!atOrigin && origin is { Span.IsKnown: true } && origin != location)
            facts.Add("it comes from line " + Line(origin));
        if (Lines(rejection, locate) is { Length: > 0 } lines)
            facts.Add("on the path through " + lines);
        string known = facts.Count == 0 ? "" : ": " + string.Join(", ", facts);
        if (shownBy is not null)
            known += $" ({shownBy})";
        return new BpfDiagnostic(
            Rules.ForRejection(reason), location, [subject, kernel, known, rejection.KernelMessage is { Length: > 0 } message ? message : WithoutWords]);
    }

    // C# has no way to use a number as a reference. Where a verifier sees one, a known number is the null of a Try method that returned false, and
    // an unknown one is what a release leaves of a reference.
    private static RejectionReason ReasonInCSharp(Rejection rejection, RegisterStates states)
    {
        if (rejection.KernelMessage.Contains("write into map forbidden"))
            return RejectionReason.ReadOnlyMemory;
        bool isAccess = rejection.Reason == RejectionReason.MemoryBounds && rejection.KernelMessage.Contains("invalid mem access");
        bool isArgument = rejection.Reason == RejectionReason.HelperArgument
            && (rejection.KernelMessage.Contains("type=scalar expected=") || rejection.KernelMessage.Contains("type=inv expected="));
        if (!isAccess && !isArgument)
            return rejection.Reason;
        return (states[rejection.Register] ?? "", states.Kind(rejection.Register)) switch
        {
            ("", _) => rejection.Reason,
            (_, "" or "inv" or "scalar") known when IsNumber(known.Item1, known.Item2) => RejectionReason.PossiblyNull,
            (_, "inv" or "scalar") => RejectionReason.UsedAfterRelease,
            _ => rejection.Reason,
        };
    }

    // 0, inv0, P0: how logs of different kernels show a known number.
    private static bool IsNumber(string state, string kind) =>
        long.TryParse(state[kind.Length..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    // Code the compiler adds may have no place: it belongs to the expression before it.
    private static SourceLocation? Nearest(int slot, Func<int, SourceLocation?> locate)
    {
        for (; slot >= 0; slot--)
        {
            if (locate(slot) is { } location)
                return location;
        }

        return null;
    }

    private static string Subject(RejectionReason reason) => reason switch
    {
        RejectionReason.PossiblyNull or RejectionReason.UsedAfterRelease => "This reference",
        RejectionReason.PacketBounds => "This packet access",
        RejectionReason.MemoryBounds or RejectionReason.StackAccess or RejectionReason.VariableStackAccess or RejectionReason.ContextAccess
            or RejectionReason.ReadOnlyMemory => "This access",
        RejectionReason.UnreleasedReference => "What this call gives",
        RejectionReason.HelperArgument or RejectionReason.HelperUnavailable => "This call",
        RejectionReason.ReturnValue => "This program",
        RejectionReason.TooComplex or RejectionReason.ControlFlow => "This code",
        RejectionReason.ProgramAttributes or RejectionReason.Privilege => "This program",
        _ => "This expression",
    };

    private static IEnumerable<string> Facts(Rejection rejection, RejectionReason reason, RegisterStates states)
    {
        int register = rejection.Register;
        long end = rejection.AccessOffset + rejection.AccessSize;
        switch (reason)
        {
            case RejectionReason.PossiblyNull when reason != rejection.Reason:
                yield return "it is null where the call that gave it failed";
                break;
            case RejectionReason.PacketBounds when rejection.AccessSize > 0 && states.Attribute(register, "r") is { } range:
                yield return $"{range} bytes of the packet are known to be there, and the access ends at byte {Number(end)}";
                break;
            case RejectionReason.MemoryBounds when rejection.AccessSize > 0:
                string? size = states.Attribute(register, "vs") ?? states.Attribute(register, "sz");
                yield return size is null
                    ? $"the access ends at byte {Number(end)}"
                    : $"the memory has {size} bytes, and the access ends at byte {Number(end)}";
                break;
            case RejectionReason.ContextAccess or RejectionReason.StackAccess when rejection.AccessSize > 0:
                yield return $"{Number(rejection.AccessSize)} bytes at offset {Number(rejection.AccessOffset)}";
                break;
            case RejectionReason.ReturnValue or RejectionReason.PointerArithmetic when Range(states, register) is { } values:
                yield return values;
                break;
        }
    }

    private static string? Range(RegisterStates states, int register)
    {
        string? min = states.Attribute(register, "smin"), max = states.Attribute(register, "smax");
        if (min is not null && max is not null)
            return $"the value is between {min} and {max}";
        return states[register] is { } value && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? $"the value is {value}"
            : null;
    }

    // The last few places where the path branched, so that a reader can follow it.
    private static string Lines(Rejection rejection, Func<int, SourceLocation?> locate)
    {
        List<string> lines = [];
        foreach (BranchTaken branch in rejection.Path.Reverse())
        {
            if (locate(branch.InstructionOffset) is not { Span.IsKnown: true } location || lines.LastOrDefault() == Line(location))
                continue;
            lines.Add(Line(location));
            if (lines.Count == 4)
                break;
        }

        lines.Reverse();
        return lines switch
        {
            [] => "",
            [var only] => "line " + only,
            _ => $"lines {string.Join(", ", lines.Take(lines.Count - 1))} and {lines[^1]}",
        };
    }

    private static string Line(SourceLocation location) => Number(location.Span.StartLine + 1);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
