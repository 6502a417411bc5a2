using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// Limits of BPF, and where C# would throw: 0410 + FaultKind.
public static partial class Rules
{
    /// <summary>BPF0401: Stack too large.</summary>
    public static DiagnosticRule StackTooLarge { get; } = Error("BPF0401", "Stack too large",
        "{0}.",
        "Move data to a per-CPU map, or write it to the reservation directly.");

    /// <summary>BPF0402: Program too large.</summary>
    public static DiagnosticRule ProgramTooLarge { get; } = Error("BPF0402", "Program too large",
        "{0}.",
        "Split the program, or shorten loops and methods that are inlined many times.");

    /// <summary>BPF0403: Atomic operation missing on a kernel.</summary>
    public static DiagnosticRule AtomicFetchUnavailable { get; } = Error("BPF0403", "Atomic operation missing on a kernel",
        "{0}.",
        "Put [Requires(Feature.AtomicFetch)] on the program, or leave those kernels out.");

    /// <summary>BPF0404: Loop without a bound.</summary>
    public static DiagnosticRule UnboundedLoop { get; } = Error("BPF0404", "Loop without a bound",
        "No bound is known for this loop, and kernels refuse loops they cannot follow to the end.",
        "Count against a constant ('for (int i = 0; i < 64; i++)') and leave early.");

    /// <summary>BPF0406: Calls nested too deeply.</summary>
    public static DiagnosticRule CallDepth { get; } = Error("BPF0406", "Calls nested too deeply",
        "Calls from '{0}' nest {1} deep, and {2}.",
        "Let small methods be inlined into their callers, or call fewer of them from each other.");

    /// <summary>BPF0407: Event with fields that were never written.</summary>
    public static DiagnosticRule FieldsNotWritten { get; } = Warning("BPF0407", "Event with fields that were never written",
        "Not every path to here writes {0}, so an event of '{1}' may show what the memory held before.",
        "Write every field before Submit, or begin with 'e.Value = default'.");

    /// <summary>BPF0408: Atomic operation where memory is not aligned.</summary>
    public static DiagnosticRule AtomicNotAligned { get; } = Error("BPF0408", "Atomic operation where memory is not aligned",
        "This is atomic on {0} bytes, but values of '{1}' start at multiples of {2} only, right behind the data of their keys: a kernel for arm64 panics here.",
        "Make the data of the key a multiple of {0} bytes (AlignedIpv4Prefix in place of Ipv4Prefix), or count in 32 bits where {2} is 4.");

    /// <summary>BPF0411: Division may be by zero.</summary>
    public static DiagnosticRule MayDivideByZero { get; } = Error("BPF0411", "Division may be by zero",
        "The divisor may be 0 here, and C# would throw.",
        "Test it before ('if (d != 0) ...'; what is in a map, in a local variable), or put [OnFault(value)] on the program.");

    /// <summary>BPF0412: Division may overflow.</summary>
    public static DiagnosticRule MayOverflowDivision { get; } = Error("BPF0412", "Division may overflow",
        "This may be the least value divided by -1, and C# would throw.",
        "Exclude -1 or divide unsigned numbers, or put [OnFault(value)] on the program.");

    /// <summary>BPF0413: Checked arithmetic may overflow.</summary>
    public static DiagnosticRule MayOverflow { get; } = Error("BPF0413", "Checked arithmetic may overflow",
        "This checked arithmetic may overflow, and C# would throw.",
        "Use unchecked(...), bound the operands before, or put [OnFault(value)] on the program.");

    /// <summary>BPF0414: Index may be out of range.</summary>
    public static DiagnosticRule MayBeOutOfRange { get; } = Error("BPF0414", "Index may be out of range",
        "The index may be outside of the array here, and C# would throw.",
        "Bound it before ('if ((uint)i < n) ...' or 'i & (n - 1)'), or put [OnFault(value)] on the program.");

    /// <summary>BPF0415: Nullable may have no value.</summary>
    public static DiagnosticRule MayHaveNoValue { get; } = Error("BPF0415", "Nullable may have no value",
        "The value may be missing here, and C# would throw.",
        "Test HasValue before, or use GetValueOrDefault().");

    /// <summary>BPF0417: Switch expression may match nothing.</summary>
    public static DiagnosticRule MayMatchNothing { get; } = Error("BPF0417", "Switch expression may match nothing",
        "No arm may match here, and C# would throw.",
        "Add a discard arm ('_ => ...').");

    private static ImmutableArray<DiagnosticRule> LimitsBand =>
    [
        StackTooLarge,
        ProgramTooLarge,
        AtomicFetchUnavailable,
        UnboundedLoop,
        CallDepth,
        FieldsNotWritten,
        AtomicNotAligned,
        MayDivideByZero,
        MayOverflowDivision,
        MayOverflow,
        MayBeOutOfRange,
        MayHaveNoValue,
        MayMatchNothing,
    ];
}
