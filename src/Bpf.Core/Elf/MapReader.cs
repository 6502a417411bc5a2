using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>Reads map definitions: BTF-defined ones in <c>.maps</c> and the old ones in <c>maps</c>.</summary>
internal sealed class MapReader(ElfFile file, BtfTypes? types)
{
    /// <summary>Bytes of the five numbers every <c>struct bpf_map_def</c> begins with.</summary>
    private const int LegacySize = 20;

    private const int AddressSize = 8;

    private readonly Dictionary<(int Section, ulong Offset), int> _indexes = [];
    private readonly HashSet<int> _sections = [];
    private readonly List<Values> _values = [];

    public List<MapSpec> Maps { get; } = [];

    public bool IsMaps(int section) => _sections.Contains(section);

    /// <summary>The index in <see cref="Maps"/> of the map at a place; -1 where none begins.</summary>
    public int IndexOf(int section, ulong offset) => _indexes.TryGetValue((section, offset), out int index) ? index : -1;

    public void Read()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ElfSection section in file.Sections)
        {
            if (!section.HasContent || section.Name is not (SectionNames.Maps or SectionNames.LegacyMaps)) continue;
            _sections.Add(section.Index);
            List<(string Name, ulong Offset, MapSpec Map)> maps =
                section.Name == SectionNames.Maps ? ReadBtfDefined(section) : ReadLegacy(section);
            foreach ((string name, ulong offset, MapSpec map) in maps)
            {
                if (!names.Add(name)) throw new BpfFormatException($"Map '{name}' is defined twice.");
                _indexes[(section.Index, offset)] = Maps.Count;
                Maps.Add(map);
            }
        }
    }

    /// <summary>Takes an address in a definition: that of a map or program which the map holds from the start.</summary>
    /// <param name="section">The section of definitions.</param>
    /// <param name="offset">The address's place in it.</param>
    /// <param name="symbol">What it is the address of, together with the number that stands there.</param>
    /// <param name="program">The program that begins there; null for none.</param>
    public void Hold(ElfSection section, ulong offset, ElfSymbol symbol, string? program)
    {
        ReadOnlySpan<byte> content = file.Content(section);
        Values values = _values.FirstOrDefault(v => v.Section == section.Index && offset >= v.Start && offset < v.End);
        if (values.Map is not { } name || (offset - values.Start) % AddressSize != 0 || (ulong)content.Length < offset + AddressSize)
            throw new BpfFormatException($"{section.Name} holds an address at byte {offset}, where no map of maps or programs has one.");
        int outer = Maps.FindIndex(map => map.Name == name), key = (int)((offset - values.Start) / AddressSize);
        if (Maps[outer] is { Type: MapType.ProgArray, KeySize: sizeof(int) })
        {
            if (program is null) throw new BpfFormatException($"Map '{name}' holds '{symbol.Name}' from the start, which is no program.");
            Maps[outer] = Maps[outer] with { HeldPrograms = Maps[outer].HeldPrograms.SetItem(key, program) };
            return;
        }

        ulong place = symbol.Value + BinaryPrimitives.ReadUInt64LittleEndian(content.Slice((int)offset));
        int held = symbol.Section >= 0 && IsMaps(symbol.Section) ? IndexOf(symbol.Section, place) : -1;
        if (held < 0) throw new BpfFormatException($"Map '{name}' holds '{symbol.Name}' from the start, which is no map.");
        if (Maps[outer] is not { InnerMap: not null, KeySize: sizeof(int) } || Maps[held].InnerMap is not null)
            throw new BpfFormatException($"Map '{name}' holds maps from the start, which is only supported for maps of plain maps with keys of 4 bytes.");
        Maps[outer] = Maps[outer] with { HeldMaps = Maps[outer].HeldMaps.SetItem(key, Maps[held].Name) };
    }

    private List<(string Name, ulong Offset, MapSpec Map)> ReadBtfDefined(ElfSection section)
    {
        int id = types?.Find(SectionNames.Maps, BtfKind.Datasec) ?? 0;
        if (id == 0) throw new BpfFormatException("The object has a section .maps and no BTF that says what is in it.");
        Dictionary<string, ElfSymbol> symbols = ElfReader.ObjectSymbols(file, section.Index);
        List<(string, ulong, MapSpec)> result = [];
        BtfType datasec = types![id];
        for (int i = 0; i < datasec.Length; i++)
        {
            BtfType variable = types[datasec.Variable(i).TypeId];
            if (variable.Kind != BtfKind.Var) throw new BpfFormatException($"BTF's section .maps holds a {variable.Kind}.");
            string name = variable.Name;
            if (!symbols.TryGetValue(name, out ElfSymbol symbol)) throw new BpfFormatException($"Map '{name}' has no symbol in .maps.");
            int definition = types.Resolve(variable.TypeId);
            result.Add((name, symbol.Value, MapDefinition.Read(types, name, definition, isInner: false)));
            int values = MapDefinition.OffsetOfValues(types, definition);
            if (values >= 0) _values.Add(new(section.Index, symbol.Value + (ulong)values, symbol.Value + symbol.Size, name));
        }

        result.Sort((a, b) => a.Item2.CompareTo(b.Item2));
        return result;
    }

    private List<(string Name, ulong Offset, MapSpec Map)> ReadLegacy(ElfSection section)
    {
        List<(string, ulong, MapSpec)> result = [];
        ReadOnlySpan<byte> content = file.Content(section);
        foreach (KeyValuePair<string, ElfSymbol> entry in ElfReader.ObjectSymbols(file, section.Index))
        {
            ElfSymbol symbol = entry.Value;
            if (symbol.Value > (ulong)content.Length || (ulong)content.Length - symbol.Value < LegacySize)
                throw new BpfFormatException($"The definition of map '{symbol.Name}' is cut off.");
            ReadOnlySpan<byte> definition = content.Slice((int)symbol.Value);
            if (symbol.Size >= LegacySize && symbol.Size <= (ulong)definition.Length) definition = definition.Slice(0, (int)symbol.Size);
            foreach (byte b in definition.Slice(LegacySize))
            {
                if (b != 0) throw new BpfFormatException($"Map '{symbol.Name}' uses more than type, sizes, entries and flags.");
            }

            result.Add((symbol.Name, symbol.Value, new()
            {
                Name = symbol.Name,
                Type = (MapType)Field(definition, 0),
                KeySize = Field(definition, 1),
                ValueSize = Field(definition, 2),
                MaxEntries = Field(definition, 3),
                Flags = BinaryPrimitives.ReadUInt32LittleEndian(definition.Slice(16)),
            }));
        }

        result.Sort((a, b) => a.Item2.CompareTo(b.Item2));
        return result;

        int Field(ReadOnlySpan<byte> definition, int index)
        {
            int value = BinaryPrimitives.ReadInt32LittleEndian(definition.Slice(4 * index));
            return value >= 0 ? value : throw new BpfFormatException($"A legacy map in {section.Name} has a size of more than 2 GiB.");
        }
    }

    // Where the addresses of the maps or programs stand that a map holds from the start.
    private readonly record struct Values(int Section, ulong Start, ulong End, string? Map);
}
