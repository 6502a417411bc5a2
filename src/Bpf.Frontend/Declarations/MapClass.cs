using Bpf.Core.Kernel;

namespace Bpf.Frontend.Declarations;

/// <summary>A kernel-side map class and the kernel's map type behind it.</summary>
/// <param name="Name">Metadata name without namespace.</param>
/// <param name="Type">The kernel's map type.</param>
/// <param name="Keys">Where its keys come from.</param>
/// <param name="Flags"><c>BPF_F_*</c> flags of creation.</param>
internal sealed record MapClass(string Name, MapType Type, MapKeys Keys, MapFlags Flags = MapFlags.None)
{
    /// <summary>The size of the kernel's values where the last type argument isn't one: records have no size, other things are put in by reference.</summary>
    public int? ValueSize { get; init; }
}

/// <summary>What a map's keys are.</summary>
internal enum MapKeys
{
    /// <summary>There are none.</summary>
    None,

    /// <summary><c>uint</c> indexes.</summary>
    Index,

    /// <summary>The first type argument.</summary>
    TypeArgument,

    /// <summary>Members of the enumeration that is the type argument, as <c>uint</c>; the values are <c>uint</c>, too.</summary>
    Slots,
}
