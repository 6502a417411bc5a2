using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Bpf.Core.Btf;

/// <summary>
/// BTF type information, read. Types are views on the bytes, made when asked for: reading the kernel's own (5 MB, 130 000 types)
/// takes one pass that notes where each type is and checks that it stays inside.
/// </summary>
/// <remarks>Immutable, and safe to use from several threads. Source: Documentation/bpf/btf.rst.</remarks>
public sealed partial class BtfTypes
{
    /// <summary>More than any kernel takes (<c>KSYM_NAME_LEN</c> is 512 since 6.1).</summary>
    private const int MaxName = 4096;

    private readonly byte[] _bytes;
    private readonly int[] _offsets;
    private BtfNameIndex? _names;

    internal BtfTypes(byte[] bytes, int[] offsets, (int Start, int Length) types, (int Start, int Length) strings)
    {
        _bytes = bytes;
        _offsets = offsets;
        (TypesStart, TypesLength) = types;
        (StringsStart, StringsLength) = strings;
    }

    /// <summary>The number of types, <c>void</c> not counted; the greatest id.</summary>
    public int Count => _offsets.Length - 1;

    /// <summary>The bytes it was read from.</summary>
    public ImmutableArray<byte> Bytes => ImmutableCollectionsMarshal.AsImmutableArray(_bytes);

    /// <summary>The type of an id; 0 is <c>void</c>.</summary>
    /// <param name="id">From 0 to <see cref="Count"/>.</param>
    /// <exception cref="BpfFormatException">There is no such type.</exception>
    public BtfType this[int id] => (uint)id <= (uint)Count
        ? new(this, id)
        : throw new BpfFormatException($"BTF has no type {id}: it has {Count}.");

    /// <summary>Reads BTF, of an object or of the kernel (<c>/sys/kernel/btf/vmlinux</c>).</summary>
    /// <param name="bytes">The section's or file's content; copied.</param>
    /// <exception cref="BpfFormatException">It is not little-endian BTF of version 1, or refers to what is outside of it.</exception>
    public static BtfTypes Read(ReadOnlySpan<byte> bytes) => BtfTypesReader.Read(bytes.ToArray());

    /// <summary>Reads BTF without a copy.</summary>
    /// <param name="bytes">The section's or file's content.</param>
    /// <exception cref="BpfFormatException">As <see cref="Read(ReadOnlySpan{byte})"/>.</exception>
    public static BtfTypes Read(ImmutableArray<byte> bytes) =>
        BtfTypesReader.Read(ImmutableCollectionsMarshal.AsArray(bytes) ?? []);

    /// <summary>A string of the string section.</summary>
    /// <param name="offset">Its offset there.</param>
    /// <exception cref="BpfFormatException">The offset is outside.</exception>
    public string GetString(int offset)
    {
        ReadOnlySpan<byte> bytes = StringBytes(offset);
        int length = bytes.IndexOf((byte)0);
        return length == 0 ? "" : Encoding.UTF8.GetString(_bytes, StringsStart + offset, length);
    }

    /// <summary>As <see cref="GetString(int)"/>, bounded: types may share one huge name, which must not be decoded for each.</summary>
    internal string GetName(int offset, int maxBytes = MaxName)
    {
        int length = StringBytes(offset).IndexOf((byte)0);
        return length <= maxBytes
            ? GetString(offset)
            : throw new BpfFormatException($"A name in BTF has {length} bytes, more than the {maxBytes} it can have.");
    }

    /// <summary>The id of the first type of a name and kind; 0 where there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind.</param>
    public int Find(string name, BtfKind kind)
    {
        foreach (int id in FindAll(name))
        {
            if (KindOf(id) == kind) return id;
        }

        return 0;
    }

    /// <summary>The ids of all types of a name, ascending.</summary>
    /// <param name="name">The name; not empty.</param>
    public IEnumerable<int> FindAll(string name) => (_names ??= new(this)).Find(name);

    internal int TypesStart { get; }

    internal int TypesLength { get; }

    internal int StringsStart { get; }

    internal int StringsLength { get; }

    /// <summary>The bytes from an offset of the string section to the section's end.</summary>
    internal ReadOnlySpan<byte> StringBytes(int offset) => (uint)offset < (uint)StringsLength
        ? _bytes.AsSpan(StringsStart + offset, StringsLength - offset)
        : throw new BpfFormatException($"String offset {offset} is outside of BTF's {StringsLength} bytes of strings.");

    /// <summary>A 32-bit word of a type's record: 0 name, 1 info, 2 size or type, then what the kind adds.</summary>
    internal uint Word(int id, int index) => id == 0
        ? 0
        : BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_offsets[id] + 4 * index, 4));

    internal BtfKind KindOf(int id) => (BtfKind)(Word(id, 1) >> 24 & 0x1f);

    /// <summary>Where a type's record starts in <see cref="Bytes"/>.</summary>
    internal int OffsetOf(int id) => _offsets[id];
}
