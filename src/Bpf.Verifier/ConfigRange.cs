namespace Bpf.Verifier;

/// <summary>One config value in a frozen map: any value of a range, decided at load time.</summary>
/// <param name="MapName">The map it is in (<see cref="Core.Link.MapSpec.Name"/>), usually <c>.rodata</c>.</param>
/// <param name="Offset">Bytes from the start of the map's value.</param>
/// <param name="Size">Bytes: 1, 2, 4 or 8.</param>
/// <param name="IsSigned">True where <paramref name="Min"/> and <paramref name="Max"/> are signed.</param>
/// <param name="Min">The least value, sign-extended to 64 bits where signed.</param>
/// <param name="Max">The greatest value, inclusive.</param>
public readonly record struct ConfigRange(string MapName, int Offset, int Size, bool IsSigned, long Min, long Max);
