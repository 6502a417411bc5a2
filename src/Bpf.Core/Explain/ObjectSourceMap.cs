using System;
using System.Collections.Immutable;

namespace Bpf.Core.Explain;

/// <summary>
/// What the <c>.bpf.csharp</c> section of an object holds: the C# place of every instruction with the calls that were inlined to get
/// there, and the C# names of functions. Line info carries neither.
/// </summary>
/// <remarks>Loaders skip the section. It holds no source text; paths are those of <c>PathMap</c>.</remarks>
public sealed record ObjectSourceMap
{
    /// <summary>A map of nothing.</summary>
    public static ObjectSourceMap Empty { get; } = new() { Functions = [] };

    /// <summary>The functions of the object, programs and subprograms.</summary>
    public required ImmutableArray<SourceMapFunction> Functions { get; init; }

    /// <summary>Reads the content of the section.</summary>
    /// <param name="bytes">The section; empty for objects of other compilers, which gives an empty map.</param>
    /// <exception cref="BpfFormatException">It is damaged, or of a later version.</exception>
    public static ObjectSourceMap Read(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? Empty : new SourceMapReader(bytes).Read();

    /// <summary>Writes the content of the section; equal maps give equal bytes.</summary>
    public byte[] Write() => new SourceMapWriter().Write(this);

    /// <summary>The function of a symbol; null where there is none.</summary>
    /// <param name="symbol">Its ELF symbol.</param>
    public SourceMapFunction? FindFunction(string symbol)
    {
        foreach (SourceMapFunction function in Functions)
        {
            if (function.Symbol == symbol)
                return function;
        }

        return null;
    }

    /// <summary>The place of an instruction.</summary>
    /// <param name="symbol">The function's ELF symbol.</param>
    /// <param name="slot">The instruction, in slots from the start of the function.</param>
    /// <returns>Null where it has none.</returns>
    public SourceLocation? Find(string symbol, int slot) => FindFunction(symbol)?.Find(slot);

    /// <summary>Equal where all functions are.</summary>
    /// <param name="other">Another map.</param>
    public bool Equals(ObjectSourceMap? other) => other is not null && Functions.AsSpan().SequenceEqual(other.Functions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Functions.Length;
}
