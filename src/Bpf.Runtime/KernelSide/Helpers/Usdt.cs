namespace Bpf;

/// <summary>What a marked place (<see cref="UsdtAttribute"/>) hands to its programs.</summary>
public static class Usdt
{
    /// <summary>Reads an argument. Where it is (register, memory, constant) the file's notes say, which are read on attaching.</summary>
    /// <param name="index">Which, from 0 to 11; a constant.</param>
    /// <param name="value">The argument, extended as its type says; 0 where there is none.</param>
    /// <returns>False where there is none of the number, its memory is not mapped in, or its place is described in a way that is not known.</returns>
    public static bool TryGetArgument(int index, out long value) => throw BytecodeOnly.Question("an argument of a marked place");
}
