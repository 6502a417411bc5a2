namespace Bpf.Verifier.Pruning;

/// <summary>How alike two states must be.</summary>
internal enum Exactness
{
    /// <summary>What was safe from the old one is safe from the new one; only precise scalars are compared.</summary>
    NotExact,

    /// <summary>The same.</summary>
    Exact,

    /// <summary>As the first, with all scalars compared: the old one's precision isn't known yet.</summary>
    RangeWithin,
}
