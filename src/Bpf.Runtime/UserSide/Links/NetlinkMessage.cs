using System;
using System.Buffers.Binary;
using System.Text;

namespace Bpf;

/// <summary>Writes one rtnetlink(7) message: header, the request's own structure, attributes.</summary>
/// <remarks>Layouts: <c>struct nlmsghdr</c> (length, type, flags, sequence, port) and <c>struct rtattr</c> (length, type; aligned to 4).</remarks>
internal ref struct NetlinkMessage
{
    public const int HeaderSize = 16, AttributeHeaderSize = 4;
    private const ushort Nested = 0x8000;

    private readonly Span<byte> buffer;
    private int length;

    /// <param name="buffer">Room for the message, zeroed.</param>
    /// <param name="type"><c>RTM_*</c>.</param>
    /// <param name="flags"><c>NLM_F_*</c>.</param>
    /// <param name="structureSize">Bytes of the request's own structure.</param>
    public NetlinkMessage(Span<byte> buffer, ushort type, ushort flags, int structureSize)
    {
        this.buffer = buffer;
        length = HeaderSize + structureSize;
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[4..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[6..], flags);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[8..], 1);
    }

    /// <summary>Sets a number of the request's own structure.</summary>
    public readonly void Set(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(buffer[(HeaderSize + offset)..], value);

    public void Add(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Add(type, bytes);
    }

    public void Add(ushort type, string value) => Add(type, Encoding.UTF8.GetBytes(value + '\0'));

    public void Add(ushort type, scoped ReadOnlySpan<byte> value)
    {
        Attribute(length, type, AttributeHeaderSize + value.Length);
        value.CopyTo(buffer[(length + AttributeHeaderSize)..]);
        length += (AttributeHeaderSize + value.Length + 3) & ~3;
    }

    /// <summary>Begins an attribute of attributes.</summary>
    /// <returns>What <see cref="End"/> takes.</returns>
    public int Begin()
    {
        length += AttributeHeaderSize;
        return length - AttributeHeaderSize;
    }

    public readonly void End(int begin, ushort type) => Attribute(begin, (ushort)(type | Nested), length - begin);

    /// <summary>The message.</summary>
    public readonly ReadOnlySpan<byte> Finish()
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer, length);
        return buffer[..length];
    }

    /// <summary>An attribute's content; empty where it isn't there.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, ushort type)
    {
        while (attributes.Length >= AttributeHeaderSize)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (size < AttributeHeaderSize || size > attributes.Length)
                break;
            if ((BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) & ~Nested) == type)
                return attributes[AttributeHeaderSize..size];
            attributes = attributes[int.Min((size + 3) & ~3, attributes.Length)..];
        }

        return default;
    }

    private readonly void Attribute(int at, ushort type, int size)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[at..], (ushort)size);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[(at + 2)..], type);
    }
}
