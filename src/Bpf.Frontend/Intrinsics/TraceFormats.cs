using System;
using System.Globalization;
using Bpf.Frontend.Layout;

namespace Bpf.Frontend.Intrinsics;

/// <summary>
/// C#'s formats of integers as conversions of the kernel's printk, where both print the same. Source: <c>bpf_bprintf_prepare</c>,
/// kernel/bpf/helpers.c, and for kernels before 5.13 <c>bpf_trace_printk</c>, kernel/trace/bpf_trace.c.
/// </summary>
/// <param name="Text">The conversion.</param>
/// <param name="IsHex">True where a negative number prints as its type's own bits.</param>
/// <param name="IsRecent">True where it needs Linux 5.13.</param>
internal readonly record struct TraceFormats(string Text, bool IsHex, bool IsRecent)
{
    private const int MaxWidth = 99;

    /// <summary>The conversion of an integer; null where the kernel has none that prints the same, and why.</summary>
    /// <param name="scalar">The integer's type.</param>
    /// <param name="format">C#'s format string; empty for none.</param>
    /// <param name="alignment">C#'s alignment: the least width, negative for left-aligned; 0 for none.</param>
    /// <param name="problem">What is wrong, where the result is null.</param>
    public static TraceFormats? OfInteger(Scalar scalar, string format, int alignment, out string problem)
    {
        problem = "";
        char kind = format.Length == 0 ? 'd' : format[0];
        int digits = 0;
        if (kind is not ('d' or 'D' or 'x' or 'X')
            || (format.Length > 1 && !(int.TryParse(format.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out digits) && digits <= MaxWidth)))
        {
            problem = "the kernel has no format '" + format + "'";
            return null;
        }

        bool isHex = kind is 'x' or 'X';
        if (digits > 0 && alignment != 0) problem = "the kernel has one width, for digits or for the whole";
        else if (digits > 0 && !isHex && scalar.Signed) problem = "the kernel counts the sign among the digits; C# doesn't";
        else if (Math.Abs(alignment) > MaxWidth) problem = "the width is more than " + MaxWidth.ToString(CultureInfo.InvariantCulture);
        if (problem.Length > 0) return null;

        string width = digits > 0 ? "0" + digits.ToString(CultureInfo.InvariantCulture) : Width(alignment);
        string letter = isHex ? kind.ToString() : scalar.Signed ? "d" : "u";
        return new("%" + width + (scalar.Is64 ? "ll" : "") + letter, isHex, width.Length > 0 || kind == 'X');
    }

    /// <summary>The width of a conversion, as C# aligns.</summary>
    public static string Width(int alignment) => alignment == 0 ? "" : alignment.ToString(CultureInfo.InvariantCulture);
}
