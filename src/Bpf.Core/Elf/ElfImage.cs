using System.Collections.Generic;
using System.Text;

namespace Bpf.Core.Elf;

/// <summary>Lays out sections and symbols as a relocatable ELF64 file for eBPF, little-endian. Knows nothing of what they mean.</summary>
internal sealed class ElfImage
{
    private readonly StringTable _strings = new();
    private readonly List<Section> _sections = [new("", ElfFormat.SectionNull, 0, [], 0, 0)];
    private readonly List<Symbol> _locals = [];
    private readonly List<Symbol> _globals = [];
    private readonly List<(int Section, List<Relocation> Relocations)> _relocations = [];

    /// <summary>Adds a section and returns its index.</summary>
    public int AddSection(string name, uint type, ulong flags, byte[] content, int alignment, int entrySize = 0)
    {
        _strings.Add(name);
        _sections.Add(new(name, type, flags, content, alignment, entrySize));
        return _sections.Count - 1;
    }

    /// <summary>Adds a section of zeros that takes no room in the file.</summary>
    public int AddZeroSection(string name, ulong flags, int size, int alignment)
    {
        int index = AddSection(name, ElfFormat.SectionNobits, flags, [], alignment);
        _sections[index] = _sections[index] with { ZeroSize = size };
        return index;
    }

    /// <summary>Adds a symbol; relocations refer to it by what is returned.</summary>
    public Symbol AddSymbol(string name, byte type, bool global, int section, int value, int size)
    {
        Symbol symbol = new(_strings.Add(name), type, global ? ElfFormat.BindGlobal : ElfFormat.BindLocal, section, value, size);
        (global ? _globals : _locals).Add(symbol);
        return symbol;
    }

    /// <summary>Adds a symbol that the object doesn't define.</summary>
    public Symbol AddUndefined(string name, bool weak)
    {
        Symbol symbol = new(_strings.Add(name), ElfFormat.SymbolNoType, weak ? ElfFormat.BindWeak : ElfFormat.BindGlobal, ElfFormat.SectionIndexUndefined, 0, 0);
        _globals.Add(symbol);
        return symbol;
    }

    /// <summary>Adds a section of relocations for a section.</summary>
    public void AddRelocations(int section, List<Relocation> relocations) => _relocations.Add((section, relocations));

    /// <summary>The file: header, contents, section headers.</summary>
    public byte[] ToBytes()
    {
        int symbolTable = _sections.Count + _relocations.Count;
        Dictionary<Symbol, int> indexes = [];
        byte[] symbols = Symbols(indexes);
        foreach ((int section, List<Relocation> relocations) in _relocations)
        {
            int index = AddSection(".rel" + _sections[section].Name, ElfFormat.SectionRel, ElfFormat.FlagInfoLink,
                Relocations(relocations, indexes), 8, ElfFormat.RelSize);
            _sections[index] = _sections[index] with { Link = symbolTable, Info = section };
        }

        AddSection(".symtab", ElfFormat.SectionSymtab, 0, symbols, 8, ElfFormat.SymbolSize);
        _sections[symbolTable] = _sections[symbolTable] with { Link = symbolTable + 1, Info = _locals.Count + 1 };
        _strings.Add(".strtab");
        AddSection(".strtab", ElfFormat.SectionStrtab, 0, _strings.ToBytes(), 1);
        return File();
    }

    private byte[] Symbols(Dictionary<Symbol, int> indexes)
    {
        ByteWriter writer = new();
        writer.Bytes(new byte[ElfFormat.SymbolSize]);
        foreach (List<Symbol> list in new[] { _locals, _globals })
        {
            foreach (Symbol symbol in list)
            {
                indexes.Add(symbol, indexes.Count + 1);
                writer.UInt32((uint)symbol.Name);
                writer.Byte((byte)(symbol.Bind << 4 | symbol.Type));
                writer.Byte(0);
                writer.UInt16((ushort)symbol.Section);
                writer.UInt64((ulong)symbol.Value);
                writer.UInt64((ulong)symbol.Size);
            }
        }

        return writer.ToArray();
    }

    private static byte[] Relocations(List<Relocation> relocations, Dictionary<Symbol, int> indexes)
    {
        ByteWriter writer = new(relocations.Count * ElfFormat.RelSize);
        foreach (Relocation relocation in relocations)
        {
            writer.UInt64((ulong)relocation.Offset);
            writer.UInt64((ulong)indexes[relocation.Symbol] << 32 | relocation.Type);
        }

        return writer.ToArray();
    }

    private byte[] File()
    {
        ByteWriter writer = new(4096);
        writer.Bytes(new byte[ElfFormat.HeaderSize]);
        List<int> offsets = [];
        foreach (Section section in _sections)
        {
            if (section.Alignment > 1) writer.Align(section.Alignment);
            offsets.Add(section.Type == ElfFormat.SectionNull ? 0 : writer.Length);
            writer.Bytes(section.Content);
        }

        writer.Align(8);
        int table = writer.Length;
        for (int i = 0; i < _sections.Count; i++)
            WriteSectionHeader(writer, _sections[i], offsets[i]);

        byte[] file = writer.ToArray();
        Header(table).CopyTo(file, 0);
        return file;
    }

    private void WriteSectionHeader(ByteWriter writer, Section section, int offset)
    {
        writer.UInt32((uint)_strings.Add(section.Name));
        writer.UInt32(section.Type);
        writer.UInt64(section.Flags);
        writer.UInt64(0);
        writer.UInt64((ulong)offset);
        writer.UInt64((ulong)(section.Content.Length + section.ZeroSize));
        writer.UInt32((uint)section.Link);
        writer.UInt32((uint)section.Info);
        writer.UInt64((ulong)section.Alignment);
        writer.UInt64((ulong)section.EntrySize);
    }

    private byte[] Header(int sectionTable)
    {
        ByteWriter writer = new(ElfFormat.HeaderSize);
        writer.Bytes(Encoding.ASCII.GetBytes("\u007fELF"));
        writer.Byte(ElfFormat.Class64);
        writer.Byte(ElfFormat.LittleEndian);
        writer.Byte(ElfFormat.CurrentVersion);
        writer.Bytes(new byte[9]);
        writer.UInt16(ElfFormat.TypeRelocatable);
        writer.UInt16(ElfFormat.MachineBpf);
        writer.UInt32(ElfFormat.CurrentVersion);
        writer.UInt64(0);
        writer.UInt64(0);
        writer.UInt64((ulong)sectionTable);
        writer.UInt32(0);
        writer.UInt16(ElfFormat.HeaderSize);
        writer.UInt16(0);
        writer.UInt16(0);
        writer.UInt16(ElfFormat.SectionHeaderSize);
        writer.UInt16((ushort)_sections.Count);
        writer.UInt16((ushort)(_sections.Count - 1));
        return writer.ToArray();
    }

    private sealed record Section(string Name, uint Type, ulong Flags, byte[] Content, int Alignment, int EntrySize)
    {
        public int ZeroSize { get; init; }
        public int Link { get; init; }
        public int Info { get; init; }
    }

    /// <summary>A symbol. Compared by reference: two may say the same.</summary>
    internal sealed class Symbol(int name, byte type, byte bind, int section, int value, int size)
    {
        public int Name => name;
        public byte Type => type;
        public byte Bind => bind;
        public int Section => section;
        public int Value => value;
        public int Size => size;
    }

    /// <summary>A record of a relocation section.</summary>
    internal readonly record struct Relocation(int Offset, uint Type, Symbol Symbol);
}
