namespace Bpf.Core.Isa;

/// <summary>What a <see cref="Size"/> amounts to.</summary>
public static class SizeExtensions
{
    /// <summary>Bytes accessed: 1, 2, 4 or 8.</summary>
    /// <param name="size">The size field.</param>
    public static int Bytes(this Size size) => size switch
    {
        Size.B => 1,
        Size.H => 2,
        Size.W => 4,
        _ => 8,
    };

    /// <summary>Bits accessed: 8, 16, 32 or 64.</summary>
    /// <param name="size">The size field.</param>
    public static int Bits(this Size size) => 8 * size.Bytes();

    /// <summary>The size field for an access of so many bytes.</summary>
    /// <param name="bytes">1, 2, 4 or 8.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">Another number.</exception>
    public static Size FromBytes(int bytes) => bytes switch
    {
        1 => Size.B,
        2 => Size.H,
        4 => Size.W,
        8 => Size.DW,
        _ => throw new System.ArgumentOutOfRangeException(nameof(bytes)),
    };
}
