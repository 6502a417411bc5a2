using Bpf.Core.Kernel;

namespace Bpf.Frontend.Model;

/// <summary>A map field.</summary>
public sealed record MapModel
{
    /// <summary>The field's name; the map's name in the object, too.</summary>
    public required string Name { get; init; }

    /// <summary>The kernel-side class, without namespace and type arguments (<c>HashMap</c>).</summary>
    public required string Kind { get; init; }

    /// <summary>The kernel's map type.</summary>
    public required MapType Type { get; init; }

    /// <summary>The key's type; null for classes without a key type (arrays have <c>uint</c>).</summary>
    public TypeModel? Key { get; init; }

    /// <summary>The value's or event's type; null where there is none.</summary>
    public TypeModel? Value { get; init; }

    /// <summary>Most entries; for a ring buffer its size in bytes.</summary>
    public required int MaxEntries { get; init; }

    /// <summary>What the maps in it are; null for others than maps of maps.</summary>
    public MapModel? Inner { get; init; }

    /// <summary>The field's accessibility as C# writes it.</summary>
    public required string Accessibility { get; init; }
}
