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

    /// <summary>True where the last type argument is the map class of what is in it.</summary>
    public bool HoldsMaps { get; init; }

    /// <summary>True where the last type argument is the type of the kernel's values.</summary>
    public bool HasTypedValues => ValueSize is null;

    /// <summary>True where the last type argument is what programs and user space exchange, which is no value of the kernel's.</summary>
    public bool HasRecords { get; init; } = Type is MapType.Ringbuf or MapType.UserRingbuf or MapType.PerfEventArray;

    /// <summary>True where its size is declared: what belongs to the kernel's own objects has none.</summary>
    public bool HasEntries => MapTypes.Find(Type)?.Entries != MapEntries.Zero;

    /// <summary>True for maps that other maps can hold: programs reach their elements by key.</summary>
    public bool CanBeInner => HasTypedValues && Keys is MapKeys.Index or MapKeys.TypeArgument;
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

    /// <summary>Objects of the kernel's: programs have them at hand, user space gives descriptors (<c>int</c>).</summary>
    Owner,
}
