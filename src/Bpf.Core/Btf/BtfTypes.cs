using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace Bpf.Core.Btf;

/// <summary>
/// BTF type information, read. Types are views on the bytes, made when asked for: reading takes one pass that notes where each type is and checks that
/// it stays inside. Of the kernel's own (5 MB, 130 000 types) a load looks at a few: <see cref="Open"/> leaves that pass out.
/// </summary>
/// <remarks>Immutable, and safe to use from several threads. Source: Documentation/bpf/btf.rst.</remarks>
public sealed partial class BtfTypes
{
    /// <summary>More than any kernel takes (<c>KSYM_NAME_LEN</c> is 512 since 6.1).</summary>
    private const int MaxName = 4096;

    private readonly byte[]? _array; // what _memory is, where it is an array
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly BtfSections _sections;
    private readonly int[] _offsets = [];
    private readonly BtfDirectory? _directory; // instead of offsets
    private readonly BtfTypes? _base; // whose ids and strings come first, where these are split
    private readonly int _baseCount;
    private readonly int _baseStrings;
    private BtfNameIndex? _names;

    /// <param name="bytes">The content.</param>
    /// <param name="offsets">Where its types are; the first is nobody's.</param>
    /// <param name="sections">Its sections.</param>
    /// <param name="baseTypes">The types that these continue; null for none.</param>
    internal BtfTypes(byte[] bytes, int[] offsets, BtfSections sections, BtfTypes? baseTypes = null)
    {
        _array = bytes;
        _memory = bytes;
        _offsets = offsets;
        _sections = sections;
        _base = baseTypes;
        _baseCount = baseTypes?.Count ?? 0;
        _baseStrings = baseTypes?.StringsEnd ?? 0;
    }

    private BtfTypes(ReadOnlyMemory<byte> bytes, BtfSections sections)
    {
        _memory = bytes;
        _sections = sections;
        _directory = new(bytes.Slice(TypesStart, TypesLength), bytes.Slice(StringsStart, StringsLength));
    }

    /// <summary>The number of types, <c>void</c> not counted and those of the base counted; the greatest id.</summary>
    public int Count => _directory is { } directory ? directory.Count : _baseCount + _offsets.Length - 1;

    /// <summary>The first id that is not the base's (<see cref="ReadSplit"/>); 1 where there is no base.</summary>
    public int FirstId => _baseCount + 1;

    /// <summary>The bytes it was read from; a copy where they were opened.</summary>
    public ImmutableArray<byte> Bytes => ImmutableCollectionsMarshal.AsImmutableArray(_array ?? _memory.ToArray());

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

    /// <summary>Opens BTF of which little will be looked at, as of a kernel's: types and names are found when they are asked for.</summary>
    /// <param name="bytes">The file's content. It has to stay as it is.</param>
    /// <returns>
    /// The types. What they refer to is checked when it is looked at: every member may throw <see cref="BpfFormatException"/> where the content
    /// contradicts itself.
    /// </returns>
    /// <exception cref="BpfFormatException">It is not little-endian BTF of version 1.</exception>
    public static BtfTypes Open(ReadOnlyMemory<byte> bytes) => new(bytes, BtfSections.Of(bytes.Span));

    /// <summary>Reads BTF that continues other BTF, as that of a kernel's module continues the kernel's: its ids and strings begin where those end.</summary>
    /// <param name="bytes">The content (<c>/sys/kernel/btf/module</c>); copied.</param>
    /// <param name="baseTypes">What it continues.</param>
    /// <returns>The types: those of the base by id, too; <see cref="Find"/> and <see cref="FindAll(string)"/> find the others alone.</returns>
    /// <exception cref="BpfFormatException">It is not little-endian BTF of version 1, or refers to what is neither in it nor in the base.</exception>
    public static BtfTypes ReadSplit(ReadOnlySpan<byte> bytes, BtfTypes baseTypes) => BtfTypesReader.Read(bytes.ToArray(), baseTypes);

    /// <summary>A string of the string section.</summary>
    /// <param name="offset">Its offset there.</param>
    /// <exception cref="BpfFormatException">The offset is outside.</exception>
    public string GetString(int offset)
    {
        ReadOnlySpan<byte> bytes = StringBytes(offset);
        int length = bytes.IndexOf((byte)0);
        return length == 0 ? "" : Decode(bytes.Slice(0, length));
    }

    /// <summary>As <see cref="GetString(int)"/>, bounded: types may share one huge name, which must not be decoded for each.</summary>
    internal string GetName(int offset, int maxBytes = MaxName)
    {
        int length = StringBytes(offset).IndexOf((byte)0);
        return length <= maxBytes
            ? GetString(offset)
            : throw new BpfFormatException($"A name in BTF has {length} bytes, more than the {maxBytes} it can have.");
    }

    /// <summary>The id of the first type of a name and kind; 0 where there is none. The base's are not searched.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind.</param>
    public int Find(string name, BtfKind kind)
    {
        foreach (int id in FindAll(new BtfName(name, kind == BtfKind.Func)))
        {
            if (KindOf(id) == kind) return id;
        }

        return 0;
    }

    /// <summary>The ids of all types of a name, ascending. The base's are not searched.</summary>
    /// <param name="name">The name; not empty.</param>
    public IEnumerable<int> FindAll(string name) => _directory is null ? IndexedNames.Find(name)
        : FindAll(new BtfName(name, false)).Concat(FindAll(new BtfName(name, true))).OrderBy(static id => id);

    /// <summary>The ids of a name's types that are functions, or of those that are not; ascending. The base's are not searched.</summary>
    internal IEnumerable<int> FindAll(BtfName name) => _directory is { } directory ? directory.FindAll(name)
        : IndexedNames.Find(name.Name).Where(id => KindOf(id) == BtfKind.Func == name.IsFunction);

    internal int TypesStart => _sections.TypesStart;

    internal int TypesLength => _sections.TypesLength;

    internal int StringsStart => _sections.StringsStart;

    internal int StringsLength => _sections.StringsLength;

    private ReadOnlySpan<byte> Span => _array is { } array ? array : _memory.Span;

    /// <summary>Finds names that will be asked for: together that costs as much as one.</summary>
    internal void Seek(IEnumerable<BtfName> names) => _directory?.Seek(names);

    private BtfNameIndex IndexedNames => _names ??= new(this);

    /// <summary>The end of all strings, those of the base counted.</summary>
    internal int StringsEnd => _baseStrings + StringsLength;

    /// <summary>The bytes from an offset of the string section to the section's end.</summary>
    internal ReadOnlySpan<byte> StringBytes(int offset)
    {
        if (_base is { } first)
        {
            if ((uint)offset < (uint)_baseStrings) return first.StringBytes(offset);
            offset -= _baseStrings;
        }

        return (uint)offset < (uint)StringsLength
            ? Span.Slice(StringsStart + offset, StringsLength - offset)
            : throw new BpfFormatException($"String offset {offset} is outside of BTF's {StringsLength} bytes of strings.");
    }

    /// <summary>A 32-bit word of a type's record: 0 name, 1 info, 2 size or type, then what the kind adds.</summary>
    internal uint Word(int id, int index)
    {
        if (id == 0) return 0;
        return _base is { } first && id <= _baseCount
            ? first.Word(id, index)
            : BinaryPrimitives.ReadUInt32LittleEndian(Span.Slice(OffsetOf(id) + 4 * index, 4));
    }

    internal BtfKind KindOf(int id) => (BtfKind)(Word(id, 1) >> 24 & 0x1f);

    /// <summary>Where a type's record starts in <see cref="Bytes"/>; one of the base has none.</summary>
    internal int OffsetOf(int id) => _directory is { } directory ? TypesStart + directory.Locate(id) : _offsets[id - _baseCount];

    private static unsafe string Decode(ReadOnlySpan<byte> text)
    {
        fixed (byte* pointer = text)
            return Encoding.UTF8.GetString(pointer, text.Length);
    }
}
