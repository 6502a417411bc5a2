namespace Bpf.Core.Explain;

/// <summary>The layout of <c>.bpf.csharp</c>: numbers are unsigned LEB128, so that it is the same in both byte orders.</summary>
/// <remarks>
/// <code>
/// magic "BPFC" | version
/// strings:   count, { length, UTF-8 }
/// locations: count, { path, method, start line, start column, end line, end column, inlined-at }
/// functions: count, { symbol, section, start, count, name, lines: count, { slot delta, location } }
/// </code>
/// Strings are named by index. Locations are named by index + 1, 0 for none; inlined-at names an earlier one, so chains end.
/// </remarks>
internal static class SourceMapFormat
{
    public const byte Version = 1;

    /// <summary>Calls inlined into each other, at most; deeper chains are damage.</summary>
    public const int MaxDepth = 256;

    public static System.ReadOnlySpan<byte> Magic => "BPFC"u8;
}
