using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Bpf.Core.Elf;

/// <summary>
/// The container: sections and symbols of a relocatable ELF64 file. Every offset is checked when the file is opened; sections may not
/// overlap and names are decoded within a budget, so that what is read is bounded by the file's size.
/// </summary>
internal sealed class ElfFile
{
    private readonly byte[] _bytes;
    private long _nameBudget;
    private ILookup<int, ElfSymbol>? _bySection;

    private ElfFile(byte[] bytes)
    {
        _bytes = bytes;
        _nameBudget = 8L * bytes.Length + 4096;
    }

    public IReadOnlyList<ElfSection> Sections { get; private set; } = [];

    public IReadOnlyList<ElfSymbol> Symbols { get; private set; } = [];

    /// <summary>The symbols that stand in a section.</summary>
    public IEnumerable<ElfSymbol> SymbolsOf(int section) => (_bySection ??= Symbols.ToLookup(s => s.Section))[section];

    public static ElfFile Open(byte[] bytes)
    {
        ElfFile file = new(bytes);
        file.CheckHeader();
        file.Sections = file.ReadSections();
        file.Symbols = file.ReadSymbols();
        return file;
    }

    public ReadOnlySpan<byte> Content(ElfSection section) =>
        section.HasContent ? _bytes.AsSpan(section.Offset, section.Size) : [];

    public ElfSection Section(uint index) => index < (uint)Sections.Count
        ? Sections[(int)index]
        : throw new BpfFormatException($"The object refers to section {index}; it has {Sections.Count}.");

    /// <summary>The records of a relocation section: offset, type and symbol.</summary>
    public IEnumerable<(ulong Offset, uint Type, ElfSymbol Symbol)> Relocations(ElfSection section)
    {
        if (section.Size % ElfFormat.RelSize != 0) throw new BpfFormatException($"Relocations in {section.Name} are cut off.");
        for (int at = section.Offset; at < section.Offset + section.Size; at += ElfFormat.RelSize)
        {
            ulong info = UInt64(at + 8);
            uint symbol = (uint)(info >> 32);
            if (symbol >= (uint)Symbols.Count)
                throw new BpfFormatException($"{section.Name} refers to symbol {symbol}; there are {Symbols.Count}.");
            yield return (UInt64(at), (uint)info, Symbols[(int)symbol]);
        }
    }

    private void CheckHeader()
    {
        if (_bytes.Length < ElfFormat.HeaderSize || !_bytes.AsSpan(0, 4).SequenceEqual("\u007fELF"u8))
            throw new BpfFormatException("This is not an ELF file.");
        if (_bytes[4] != ElfFormat.Class64) throw new BpfFormatException("This is not a 64-bit ELF file.");
        if (_bytes[5] == ElfFormat.BigEndian)
            throw new BpfFormatException("This object is big-endian; only little-endian eBPF (bpfel) is supported.");
        if (_bytes[5] != ElfFormat.LittleEndian || _bytes[6] != ElfFormat.CurrentVersion)
            throw new BpfFormatException("The ELF file is of no known byte order or version.");
        if (UInt16(16) != ElfFormat.TypeRelocatable) throw new BpfFormatException("This is not a relocatable object file.");
        if (UInt16(18) is not (ElfFormat.MachineBpf or ElfFormat.MachineNone))
            throw new BpfFormatException($"This object is for ELF machine {UInt16(18)}, not for eBPF (247).");
        if (UInt16(58) != ElfFormat.SectionHeaderSize) throw new BpfFormatException($"Section headers can't be {UInt16(58)} bytes long.");
    }

    private List<ElfSection> ReadSections()
    {
        ulong table = UInt64(40);
        int count = UInt16(60);
        int names = UInt16(62);
        if (count == 0 || table > (ulong)_bytes.Length || (ulong)count * ElfFormat.SectionHeaderSize > (ulong)_bytes.Length - table)
            throw new BpfFormatException("The table of sections is missing or reaches beyond the file.");
        if (names >= count) throw new BpfFormatException("The section with the sections' names is missing.");

        List<ElfSection> sections = new(count);
        for (int i = 0; i < count; i++)
            sections.Add(ReadSection(i, (int)table + i * ElfFormat.SectionHeaderSize));
        CheckOverlap(sections);
        ElfSection strings = sections[names];
        for (int i = 0; i < count; i++)
            sections[i] = sections[i] with { Name = Name(strings, UInt32((int)table + i * ElfFormat.SectionHeaderSize)) };
        return sections;
    }

    private ElfSection ReadSection(int index, int at)
    {
        uint type = UInt32(at + 4);
        ulong offset = UInt64(at + 24);
        ulong size = UInt64(at + 32);
        if (type == ElfFormat.SectionNull) return new(index, "", type, 0, 0, 0, 0, 0, 0);
        if (size > int.MaxValue) throw new BpfFormatException($"Section {index} is larger than 2 GiB.");
        if (type != ElfFormat.SectionNobits && (offset > (ulong)_bytes.Length || size > (ulong)_bytes.Length - offset))
            throw new BpfFormatException($"Section {index} reaches beyond the file.");
        if (type == ElfFormat.SectionNobits) offset = 0;
        return new(index, "", type, UInt64(at + 8), (int)offset, (int)size, UInt32(at + 40), UInt32(at + 44), UInt64(at + 56));
    }

    private static void CheckOverlap(List<ElfSection> sections)
    {
        List<ElfSection> placed = sections.FindAll(s => s.HasContent && s.Size > 0);
        placed.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        for (int i = 1; i < placed.Count; i++)
        {
            if (placed[i].Offset < placed[i - 1].Offset + placed[i - 1].Size)
                throw new BpfFormatException($"Sections {placed[i - 1].Index} and {placed[i].Index} overlap.");
        }
    }

    private List<ElfSymbol> ReadSymbols()
    {
        List<ElfSymbol> symbols = [];
        foreach (ElfSection section in Sections)
        {
            if (section.Type != ElfFormat.SectionSymtab) continue;
            if (symbols.Count > 0) throw new BpfFormatException("The object has two tables of symbols.");
            if (section.EntrySize != ElfFormat.SymbolSize || section.Size % ElfFormat.SymbolSize != 0)
                throw new BpfFormatException("The table of symbols is cut off.");
            ElfSection strings = Section(section.Link);
            for (int at = section.Offset; at < section.Offset + section.Size; at += ElfFormat.SymbolSize)
            {
                int home = UInt16(at + 6);
                if (home >= ElfFormat.SectionIndexReserved) home = -1;
                else if (home >= Sections.Count) throw new BpfFormatException($"A symbol stands in section {home}; there are {Sections.Count}.");
                symbols.Add(new(Name(strings, UInt32(at)), (byte)(_bytes[at + 4] & 15), (byte)(_bytes[at + 4] >> 4),
                    (byte)(_bytes[at + 5] & 3), home, UInt64(at + 8), UInt64(at + 16)));
            }
        }

        return symbols;
    }

    private string Name(ElfSection strings, uint offset)
    {
        if (strings.Type != ElfFormat.SectionStrtab) throw new BpfFormatException($"Section {strings.Index} should hold names and doesn't.");
        if (offset >= (uint)strings.Size) return offset == 0 ? "" : throw new BpfFormatException("A name lies outside of its table.");
        int start = strings.Offset + (int)offset;
        int length = _bytes.AsSpan(start, strings.Size - (int)offset).IndexOf((byte)0);
        if (length < 0) throw new BpfFormatException("A name does not end in its table.");
        _nameBudget -= length;
        if (_nameBudget < 0) throw new BpfFormatException("The names of sections and symbols are longer than the file.");
        return Encoding.UTF8.GetString(_bytes, start, length);
    }

    private ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(offset, 2));

    private uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset, 4));

    private ulong UInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(offset, 8));
}
