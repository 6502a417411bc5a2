using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Core.Btf;

public sealed partial record BtfExt
{
    /// <summary>Longer names than any tool writes; they bound what a hostile file can make us allocate.</summary>
    private const int MaxSectionName = 1024;

    private const int MaxAccessString = 256;

    private delegate void RecordReader(SectionBuilder section, ReadOnlySpan<byte> record);

    /// <summary>Reads the section.</summary>
    /// <param name="bytes">Its content.</param>
    /// <param name="types">The BTF that goes with it.</param>
    /// <exception cref="BpfFormatException">It refers to what is outside of it or of the BTF, or its version is not known.</exception>
    public static BtfExt Read(ReadOnlySpan<byte> bytes, BtfTypes types)
    {
        if (bytes.Length < 24) throw new BpfFormatException($".BTF.ext of {bytes.Length} bytes has no room for its header.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes) != BtfFormat.Magic || bytes[2] != BtfFormat.Version || bytes[3] != 0)
            throw new BpfFormatException(".BTF.ext is not little-endian of version 1.");
        uint headerLength = Word(bytes, 4);
        if (headerLength < 24 || headerLength > bytes.Length)
            throw new BpfFormatException($"The header of .BTF.ext can't be {headerLength} bytes long.");

        SectionList sections = new();
        ReadPart(bytes, headerLength, 8, FuncInfoSize, types, sections, (section, record) =>
            section.Functions.Add(new(Slot(record), TypeId(record, types))));
        ReadPart(bytes, headerLength, 16, LineInfoSize, types, sections, (section, record) =>
        {
            uint place = Word(record, 12);
            section.Lines.Add(new(Slot(record), StringOffset(record, 4, types), StringOffset(record, 8, types),
                (int)(place >> 10), (int)(place & 0x3ff)));
        });
        if (headerLength >= HeaderSize)
        {
            ReadPart(bytes, headerLength, 24, CoreRelocationSize, types, sections, (section, record) =>
            {
                uint kind = Word(record, 12);
                if (kind > (uint)CoreRelocationKind.TypeMatches)
                    throw new BpfFormatException($"CO-RE relocations of kind {kind} are not known.");
                section.CoreRelocations.Add(new(Slot(record), TypeId(record, types),
                    types.GetName(StringOffset(record, 8, types), MaxAccessString), (CoreRelocationKind)kind));
            });
        }

        return new(sections.Build());
    }

    private static void ReadPart(ReadOnlySpan<byte> bytes, uint headerLength, int field, int knownSize, BtfTypes types,
        SectionList sections, RecordReader read)
    {
        ulong start = (ulong)headerLength + Word(bytes, field);
        ulong length = Word(bytes, field + 4);
        if (length == 0) return;
        if (start + length > (ulong)bytes.Length) throw new BpfFormatException($".BTF.ext reaches beyond its {bytes.Length} bytes.");
        ReadOnlySpan<byte> part = bytes.Slice((int)start, (int)length);
        if (part.Length < 4) throw new BpfFormatException("A part of .BTF.ext is cut off.");
        uint size = Word(part, 0);
        if (size < knownSize || size > int.MaxValue || (size & 3) != 0)
            throw new BpfFormatException($"Records of .BTF.ext can't be {size} bytes long.");

        for (part = part.Slice(4); part.Length > 0;)
        {
            if (part.Length < 8) throw new BpfFormatException("A part of .BTF.ext is cut off.");
            SectionBuilder section = sections.Get(types.GetName(StringOffset(part, 0, types), MaxSectionName));
            ulong count = Word(part, 4);
            if (count == 0) throw new BpfFormatException($".BTF.ext has nothing to say about section '{section.Name}'.");
            part = part.Slice(8);
            if (count * size > (ulong)part.Length) throw new BpfFormatException("A part of .BTF.ext is cut off.");
            for (ulong i = 0; i < count; i++, part = part.Slice((int)size))
                read(section, part.Slice(0, (int)size));
        }
    }

    private static int Slot(ReadOnlySpan<byte> record)
    {
        uint offset = Word(record, 0);
        return offset % Instruction.Size == 0 && offset <= int.MaxValue
            ? (int)offset / Instruction.Size
            : throw new BpfFormatException($".BTF.ext refers to byte {offset} of a section, where no instruction starts.");
    }

    private static int TypeId(ReadOnlySpan<byte> record, BtfTypes types) => types[(int)Math.Min(Word(record, 4), int.MaxValue)].Id;

    private static int StringOffset(ReadOnlySpan<byte> record, int field, BtfTypes types)
    {
        int offset = (int)Math.Min(Word(record, field), int.MaxValue);
        types.StringBytes(offset);
        return offset;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset));

    private sealed class SectionBuilder(string name)
    {
        public string Name => name;
        public List<FuncInfo> Functions { get; } = [];
        public List<LineInfo> Lines { get; } = [];
        public List<CoreRelocation> CoreRelocations { get; } = [];

        public BtfExtSection Build() => new(name, [.. Functions], [.. Lines], [.. CoreRelocations]);
    }

    /// <summary>Sections in the order they are first named.</summary>
    private sealed class SectionList
    {
        private readonly List<SectionBuilder> _list = [];
        private readonly Dictionary<string, SectionBuilder> _byName = new(StringComparer.Ordinal);

        public SectionBuilder Get(string name)
        {
            if (_byName.TryGetValue(name, out SectionBuilder? section)) return section;
            section = new(name);
            _list.Add(section);
            _byName.Add(name, section);
            return section;
        }

        public ImmutableArray<BtfExtSection> Build()
        {
            ImmutableArray<BtfExtSection>.Builder result = ImmutableArray.CreateBuilder<BtfExtSection>(_list.Count);
            foreach (SectionBuilder section in _list)
                result.Add(section.Build());
            return result.MoveToImmutable();
        }
    }
}
