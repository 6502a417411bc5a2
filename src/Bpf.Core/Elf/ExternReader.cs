using System;
using System.Collections.Generic;
using Bpf.Core.Btf;

namespace Bpf.Core.Elf;

/// <summary>Reads what the object uses and doesn't define, when an instruction refers to it.</summary>
internal sealed class ExternReader(ElfFile file, BtfTypes? types)
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private Dictionary<string, (string Section, int TypeId)>? _described;

    public List<ObjectExtern> Externs { get; } = [];

    /// <summary>The index in <see cref="Externs"/> of an undefined symbol.</summary>
    public int IndexOf(ElfSymbol symbol)
    {
        if (symbol.Name.Length == 0) throw new BpfFormatException("An instruction refers to a symbol without a name.");
        if (_indexes.TryGetValue(symbol.Name, out int index)) return index;
        _described ??= Describe();
        _described.TryGetValue(symbol.Name, out (string Section, int TypeId) place);
        Externs.Add(new(symbol.Name, place.Section ?? "", place.TypeId, symbol.Bind == ElfFormat.BindWeak));
        _indexes.Add(symbol.Name, Externs.Count - 1);
        return Externs.Count - 1;
    }

    private Dictionary<string, (string Section, int TypeId)> Describe()
    {
        Dictionary<string, (string, int)> result = new(StringComparer.Ordinal);
        foreach (string section in new[] { SectionNames.Ksyms, SectionNames.Kconfig })
        {
            int id = types?.Find(section, BtfKind.Datasec) ?? 0;
            if (id == 0) continue;
            HashSet<string> undefined = new(StringComparer.Ordinal);
            foreach (ElfSymbol symbol in file.SymbolsOf(ElfFormat.SectionIndexUndefined))
                undefined.Add(symbol.Name);

            BtfType datasec = types![id];
            for (int i = 0; i < datasec.Length; i++)
            {
                int typeId = datasec.Variable(i).TypeId;
                string name = types[typeId].Name;
                if (undefined.Contains(name)) result[name] = (section, typeId);
            }
        }

        return result;
    }
}
