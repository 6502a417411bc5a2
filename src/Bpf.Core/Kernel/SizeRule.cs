namespace Bpf.Core.Kernel;

/// <summary>The sizes a map type takes for keys or values, in bytes.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest; <see cref="int.MaxValue"/> where memory alone limits it.</param>
/// <param name="Multiple">Sizes are multiples of this.</param>
public readonly record struct SizeRule(int Min, int Max, int Multiple = 1)
{
    /// <summary>Size 0: the map type has no keys or no values.</summary>
    public static SizeRule None => new(0, 0);

    /// <summary>Exactly that size.</summary>
    /// <param name="size">In bytes.</param>
    public static SizeRule Exactly(int size) => new(size, size);

    /// <summary>That size or more.</summary>
    /// <param name="size">In bytes.</param>
    public static SizeRule AtLeast(int size) => new(size, int.MaxValue);

    /// <summary>True where a map may have that size.</summary>
    /// <param name="size">In bytes.</param>
    public bool Allows(int size) => size >= Min && size <= Max && size % Multiple == 0;
}
