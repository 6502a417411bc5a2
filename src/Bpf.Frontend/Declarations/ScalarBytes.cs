using System;
using System.Globalization;
using Bpf.Frontend.Layout;

namespace Bpf.Frontend.Declarations;

/// <summary>Constants of C# as numbers and bytes.</summary>
internal static class ScalarBytes
{
    /// <summary>A constant as the 64 bits that its type's extension gives; null for strings, floats and null.</summary>
    public static long? ToInt64(object? constant) => constant switch
    {
        bool b => b ? 1 : 0,
        char c => c,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(constant, CultureInfo.InvariantCulture),
        ulong u => unchecked((long)u),
        _ => null,
    };

    /// <summary>The bytes of a scalar in memory, little-endian; empty for zero.</summary>
    public static byte[] Of(long value, Scalar scalar)
    {
        if (value == 0) return [];
        byte[] bytes = new byte[scalar.Width];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(value >> (8 * i));

        return bytes;
    }
}
