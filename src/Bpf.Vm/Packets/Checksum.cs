using System;
using System.Buffers.Binary;

namespace Bpf.Vm.Packets;

/// <summary>The Internet checksum's arithmetic (RFC 1071): ones' complement sums, here of little-endian words, which give the same bytes.</summary>
internal static class Checksum
{
    /// <summary>Adds bytes to a sum; an odd rest counts as if zeros followed.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="sum">The sum so far.</param>
    public static uint Add(ReadOnlySpan<byte> bytes, uint sum)
    {
        ulong total = sum;
        for (; bytes.Length >= 4; bytes = bytes.Slice(4)) total += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        for (int i = 0; i < bytes.Length; i++) total += (uint)bytes[i] << i * 8;
        return Fold(total);
    }

    /// <summary>Brings a sum to 32 bits.</summary>
    /// <param name="sum">The sum.</param>
    public static uint Fold(ulong sum)
    {
        while (sum >> 32 != 0) sum = (uint)sum + (sum >> 32);
        return (uint)sum;
    }

    /// <summary>Brings a sum to 16 bits.</summary>
    /// <param name="sum">The sum.</param>
    public static ushort Fold(uint sum)
    {
        while (sum >> 16 != 0) sum = (ushort)sum + (sum >> 16);
        return (ushort)sum;
    }
}
