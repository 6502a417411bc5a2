using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// Suggestions.
public static partial class Rules
{
    /// <summary>BPF0901: Counter that is not atomic.</summary>
    public static DiagnosticRule UseInterlocked { get; } = Info("BPF0901", "Counter that is not atomic",
        "'{0}' may be changed on several CPUs at once, and loses counts.",
        "Use Interlocked (Increment, Add) with 'ref {0}', or a per-CPU map.");

    /// <summary>BPF0902: Map is not used.</summary>
    public static DiagnosticRule MapUnused { get; } = Info("BPF0902", "Map is not used",
        "The map '{0}' is used by no program of '{1}'.",
        "Remove it.");

    private static ImmutableArray<DiagnosticRule> SuggestionsBand =>
    [
        UseInterlocked,
        MapUnused,
    ];
}
