using System;
using System.Buffers.Binary;

namespace Bpf.Core;

/// <summary>Writes little-endian binary formats into a growing array.</summary>
internal sealed class ByteWriter(int capacity = 256)
{
    private byte[] _bytes = new byte[Math.Max(capacity, 16)];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Writes zeros up to a multiple of a power of two.</summary>
    public void Align(int alignment) => Take(-Length & (alignment - 1));

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        Span<byte> span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
