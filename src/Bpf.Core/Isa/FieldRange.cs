namespace Bpf.Core.Isa;

/// <summary>The values a field of an instruction may have.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
public readonly record struct FieldRange(int Min, int Max)
{
    /// <summary>Reserved: zero.</summary>
    public static FieldRange Zero => default;

    /// <summary>Every value.</summary>
    public static FieldRange Any => new(int.MinValue, int.MaxValue);

    /// <summary>A register that is read: r0 to r10.</summary>
    public static FieldRange Register => new(0, 10);

    /// <summary>A register that is written: r0 to r9.</summary>
    public static FieldRange Writable => new(0, 9);

    /// <summary>One value.</summary>
    /// <param name="value">The value.</param>
    public static FieldRange Exactly(int value) => new(value, value);

    /// <summary>True where the field may have this value.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(int value) => value >= Min && value <= Max;
}
