using System;

namespace Bpf;

/// <summary>The bytes at hand of a packet, a message or an option's value: reached in place, each access checked against their end.</summary>
public readonly ref struct PacketData
{
    private readonly Span<byte> bytes;

    internal PacketData(Span<byte> bytes) => this.bytes = bytes;

    /// <summary>How many there are.</summary>
    public uint Length => (uint)bytes.Length;

    /// <summary>A cursor at the first byte.</summary>
    public PacketCursor Cursor => new(bytes);

    /// <summary>A reference to what is at an offset: one comparison with the end.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="offset">In bytes; a negative one is out of bounds.</param>
    /// <param name="value">The bytes in place; null where they would go past the end.</param>
    /// <returns>False where they would go past the end.</returns>
    public bool TryRef<T>(int offset, out Ref<T> value) where T : unmanaged
    {
        if (offset >= 0)
            return TryRef((uint)offset, out value);
        value = default;
        return false;
    }

    /// <inheritdoc cref="TryRef{T}(int, out Ref{T})"/>
    public bool TryRef<T>(uint offset, out Ref<T> value) where T : unmanaged => PacketBytes.TryRef(bytes, offset, out value);
}
