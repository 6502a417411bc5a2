namespace Bpf.Fuzz.CSharp;

/// <summary>An integer type of C#.</summary>
/// <param name="Name">Its keyword.</param>
/// <param name="Bits">Its width.</param>
/// <param name="Signed">True for signed ones.</param>
internal sealed record Scalar(string Name, int Bits, bool Signed)
{
    public static readonly Scalar Int = new("int", 32, true);

    public static readonly Scalar UInt = new("uint", 32, false);

    public static readonly Scalar Long = new("long", 64, true);

    public static readonly Scalar ULong = new("ulong", 64, false);

    public static readonly Scalar[] All =
    [
        new("sbyte", 8, true), new("byte", 8, false), new("short", 16, true), new("ushort", 16, false), new("char", 16, false),
        Int, UInt, Long, ULong, new("nint", 64, true), new("nuint", 64, false),
    ];

    /// <summary>Those that Interlocked and most of the libraries take.</summary>
    public static readonly Scalar[] Wide = [Int, UInt, Long, ULong];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
