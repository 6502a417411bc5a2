using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Takes the pieces of a trace message: text and integers. The compiler makes a format string of them.</summary>
[InterpolatedStringHandler]
public ref struct TraceInterpolatedStringHandler
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>Called by the C# compiler.</summary>
    /// <param name="literalLength">Characters of text.</param>
    /// <param name="formattedCount">The number of holes.</param>
    public TraceInterpolatedStringHandler(int literalLength, int formattedCount) =>
        text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);

    /// <summary>Adds text.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <summary>Adds an integer in decimal.</summary>
    /// <typeparam name="T">An integer type.</typeparam>
    /// <param name="value">The integer.</param>
    public void AppendFormatted<T>(T value) where T : unmanaged, IBinaryInteger<T> => text.AppendFormatted(value);

    /// <summary>Adds an integer.</summary>
    /// <typeparam name="T">An integer type.</typeparam>
    /// <param name="value">The integer.</param>
    /// <param name="format"><c>x</c> for hexadecimal or <c>d</c> for decimal.</param>
    public void AppendFormatted<T>(T value, string format) where T : unmanaged, IBinaryInteger<T> => text.AppendFormatted(value, format);

    internal string ToStringAndClear() => text.ToStringAndClear();
}
