namespace Bpf.Vm.Counterexamples;

/// <summary>What an address points into.</summary>
internal enum PlaceKind
{
    /// <summary>The packet.</summary>
    Packet,

    /// <summary>The context.</summary>
    Context,

    /// <summary>The stack of a call frame; the offset counts from its end.</summary>
    Stack,

    /// <summary>The value that a lookup of the path finds, or null where it finds none.</summary>
    Value,

    /// <summary>The value of a map of globals.</summary>
    Global,

    /// <summary>A map itself.</summary>
    Map,
}

/// <summary>An address.</summary>
/// <param name="Kind">What it points into.</param>
/// <param name="Index">Of the call frame, the lookup, or the map.</param>
/// <param name="Offset">In bytes from its start; the packet's end is its length from the packet.</param>
internal sealed record Place(PlaceKind Kind, int Index, Term Offset) : Value
{
    /// <summary>True where both point into the same thing, so that offsets can be compared.</summary>
    public bool IsBeside(Place other) => (Kind, Index) == (other.Kind, other.Index);
}
