namespace Bpf.Frontend.Model;

/// <summary>A type shared with user space.</summary>
public sealed record TypeModel
{
    /// <summary>How C# source names it from anywhere (<c>global::Ns.Event</c>, <c>ulong</c>).</summary>
    public required string Display { get; init; }

    /// <summary>What a member of <c>Loaded</c> that names the type may be at most: <c>public</c>, <c>internal</c> or <c>private</c>.</summary>
    public required string Visibility { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    /// <summary>Alignment in bytes.</summary>
    public required int Alignment { get; init; }

    /// <summary>The fields of a struct; empty for scalars and inline arrays.</summary>
    public EquatableArray<FieldModel> Fields { get; init; }
}

/// <summary>A field of a shared struct.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How C# source names its type from anywhere.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
/// <param name="Size">Bytes.</param>
public sealed record FieldModel(string Name, string Type, int Offset, int Size);
