namespace Bpf;

/// <summary>A map is of another type or shape than its user expects, for example one pinned by another version of a program.</summary>
/// <param name="map">The map's name or path.</param>
/// <param name="expected">What is expected.</param>
/// <param name="found">What is there.</param>
public sealed class BpfMapMismatchException(string map, string expected, string found)
    : BpfException($"Map '{map}' is {found}; expected is {expected}.")
{
    /// <summary>The map's name or path.</summary>
    public string Map { get; } = map;

    /// <summary>What is expected.</summary>
    public string Expected { get; } = expected;

    /// <summary>What is there.</summary>
    public string Found { get; } = found;
}
