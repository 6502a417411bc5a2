using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Btf;

namespace Bpf.Core.Elf;

/// <summary>Reads the sections of globals and the variables in them.</summary>
internal sealed class GlobalReader(ElfFile file, BtfTypes? types)
{
    private readonly Dictionary<int, int> _indexes = [];

    public List<DataSection> Sections { get; } = [];

    public static bool IsGlobals(ElfSection section)
    {
        string name = section.Name;
        bool zero = section.Type == ElfFormat.SectionNobits;
        return zero ? Is(SectionNames.Bss) : section.Type == ElfFormat.SectionProgbits
            && !section.IsCode && (Is(SectionNames.Data) || Is(SectionNames.Rodata) || name == SectionNames.Arena);

        bool Is(string wanted) => name == wanted || name.StartsWith(wanted + ".", StringComparison.Ordinal);
    }

    /// <summary>The index in <see cref="Sections"/> of an ELF section; -1 for one without globals.</summary>
    public int IndexOf(int section) => _indexes.TryGetValue(section, out int index) ? index : -1;

    public void Read()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ElfSection section in file.Sections)
        {
            if (!IsGlobals(section) || section.Size == 0) continue;
            if (!names.Add(section.Name)) throw new BpfFormatException($"There are two sections {section.Name}.");
            int typeId = types?.Find(section.Name, BtfKind.Datasec) ?? 0;
            _indexes.Add(section.Index, Sections.Count);
            Sections.Add(new(section.Name, section.Size, [.. file.Content(section)], typeId, Variables(section, typeId)));
        }
    }

    private ImmutableArray<DataVariable> Variables(ElfSection section, int typeId)
    {
        Dictionary<string, ElfSymbol> symbols = ElfReader.ObjectSymbols(file, section.Index);
        Dictionary<string, BtfSectionVariable> described = new(StringComparer.Ordinal);
        BtfType datasec = typeId == 0 ? default : types![typeId];
        for (int i = 0; typeId != 0 && i < datasec.Length; i++)
        {
            BtfSectionVariable variable = datasec.Variable(i);
            BtfType var = types![variable.TypeId];
            if (var.Kind != BtfKind.Var) throw new BpfFormatException($"BTF's section {section.Name} holds a {var.Kind}.");
            string name = var.Name;
            described[name] = variable;
            if (!symbols.ContainsKey(name))
                symbols.Add(name, new(name, ElfFormat.SymbolObject, ElfFormat.BindLocal, 0, section.Index, (ulong)variable.Offset, (ulong)variable.Size));
        }

        List<DataVariable> result = new(symbols.Count);
        foreach (ElfSymbol symbol in symbols.Values)
        {
            if (symbol.Value > (ulong)section.Size || symbol.Size > (ulong)section.Size - symbol.Value)
                throw new BpfFormatException($"Variable '{symbol.Name}' reaches beyond {section.Name}.");
            int type = described.TryGetValue(symbol.Name, out BtfSectionVariable variable) ? types![variable.TypeId].TypeId : 0;
            result.Add(new(symbol.Name, (int)symbol.Value, (int)symbol.Size, type, symbol.IsGlobal));
        }

        result.Sort((a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : string.CompareOrdinal(a.Name, b.Name));
        return [.. result];
    }
}
