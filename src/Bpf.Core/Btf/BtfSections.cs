using System;
using System.Buffers.Binary;

namespace Bpf.Core.Btf;

/// <summary>Where BTF's sections are, by its header.</summary>
internal readonly record struct BtfSections(int TypesStart, int TypesLength, int StringsStart, int StringsLength)
{
    /// <summary>Reads and checks the header.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="isSplit">True where it continues other BTF, whose strings begin with the empty one: there may be none of its own.</param>
    /// <exception cref="BpfFormatException">This is not little-endian BTF of version 1, or a section is not inside.</exception>
    public static BtfSections Of(ReadOnlySpan<byte> bytes, bool isSplit = false)
    {
        if (bytes.Length < BtfFormat.HeaderSize) throw new BpfFormatException($"BTF of {bytes.Length} bytes has no room for its header.");
        ushort magic = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        if (magic == BinaryPrimitives.ReverseEndianness(BtfFormat.Magic))
            throw new BpfFormatException("This BTF is big-endian; only little-endian is supported.");
        if (magic != BtfFormat.Magic) throw new BpfFormatException("This is not BTF: the magic number is missing.");
        if (bytes[2] != BtfFormat.Version) throw new BpfFormatException($"BTF of version {bytes[2]} is not supported, only 1.");
        if (bytes[3] != 0) throw new BpfFormatException("BTF has flags set; none are defined.");

        uint headerLength = Word(bytes, 4);
        if (headerLength < BtfFormat.HeaderSize || headerLength > bytes.Length)
            throw new BpfFormatException($"BTF's header can't be {headerLength} bytes long.");
        (int typesStart, int typesLength) = Range(bytes, headerLength, 8, "types");
        (int stringsStart, int stringsLength) = Range(bytes, headerLength, 16, "strings");
        bool beginsWell = isSplit || (stringsLength > 0 && bytes[stringsStart] == 0);
        if (!beginsWell || (stringsLength > 0 && bytes[stringsStart + stringsLength - 1] != 0))
            throw new BpfFormatException("BTF's strings don't begin with the empty one, or don't end.");
        if ((typesStart - (int)headerLength & 3) != 0 || (typesLength & 3) != 0)
            throw new BpfFormatException("BTF's types are not aligned to four bytes.");
        return new(typesStart, typesLength, stringsStart, stringsLength);
    }

    private static (int Start, int Length) Range(ReadOnlySpan<byte> bytes, uint headerLength, int field, string what)
    {
        ulong start = (ulong)headerLength + Word(bytes, field);
        ulong length = Word(bytes, field + 4);
        return start + length <= (ulong)bytes.Length
            ? ((int)start, (int)length)
            : throw new BpfFormatException($"BTF's {what} reach beyond its {bytes.Length} bytes.");
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset, 4));
}
