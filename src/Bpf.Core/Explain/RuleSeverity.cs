namespace Bpf.Core.Explain;

/// <summary>How much a diagnostic matters; the names are Roslyn's.</summary>
public enum RuleSeverity
{
    /// <summary>A suggestion.</summary>
    Info,

    /// <summary>Likely a mistake.</summary>
    Warning,

    /// <summary>The program is not built.</summary>
    Error,
}
