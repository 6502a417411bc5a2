using System;
using System.Buffers.Binary;

namespace Bpf.Vm.Maps;

/// <summary>
/// The order in which the kernel walks a trie: of two prefixes one of which contains the other, the longer first; else by the first bit
/// that differs. Keys are a native 32-bit prefix length and the data, most significant byte first.
/// </summary>
internal static class PrefixOrder
{
    private const int DataOffset = 4;

    /// <summary>The number of leading bits that count.</summary>
    /// <param name="key">A key.</param>
    public static uint Length(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt32LittleEndian(key);

    /// <summary>How many leading bits two keys share, at most as many as both have.</summary>
    /// <param name="x">A key.</param>
    /// <param name="y">A key.</param>
    public static uint CommonLength(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        uint limit = Math.Min(Length(x), Length(y));
        for (int i = 0; DataOffset + i < x.Length && i * 8 < limit; i++)
        {
            int differing = x[DataOffset + i] ^ y[DataOffset + i];
            if (differing == 0) continue;
            uint same = (uint)i * 8;
            for (int bit = 0x80; (differing & bit) == 0; bit >>= 1) same++;
            return Math.Min(same, limit);
        }
        return limit;
    }

    /// <summary>Compares two keys.</summary>
    /// <param name="x">A key.</param>
    /// <param name="y">A key.</param>
    public static int Compare(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        uint common = CommonLength(x, y);
        if (common == Math.Min(Length(x), Length(y))) return Length(y).CompareTo(Length(x));
        return Bit(x, common).CompareTo(Bit(y, common));
    }

    private static int Bit(ReadOnlySpan<byte> key, uint index) => key[DataOffset + (int)(index / 8)] >> (int)(7 - index % 8) & 1;
}
