using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Bpf.Core.Btf;

namespace Bpf.Core.Elf;

/// <summary>
/// Completes what clang leaves to loaders: the size of a DATASEC is that of its ELF section, a global variable's offset that of its symbol,
/// and the kernel wants the variables by offset.
/// </summary>
internal static class DatasecPlacement
{
    /// <summary>Bytes of <c>struct btf_var_secinfo</c>.</summary>
    private const int VariableSize = 12;

    /// <param name="file">The object.</param>
    /// <param name="types">Its BTF, a view on <paramref name="bytes"/> that nobody has seen yet.</param>
    /// <param name="bytes">Changed in place; no type changes its size.</param>
    public static void Apply(ElfFile file, BtfTypes types, byte[] bytes)
    {
        Dictionary<string, ElfSection> sections = new(StringComparer.Ordinal);
        foreach (ElfSection section in file.Sections)
        {
            if (section.Size > 0 && section.Type is ElfFormat.SectionProgbits or ElfFormat.SectionNobits) sections[section.Name] = section;
        }

        HashSet<string> done = new(StringComparer.Ordinal);
        for (int id = 1; id <= types.Count; id++)
        {
            if (types.KindOf(id) != BtfKind.Datasec) continue;
            string name = types[id].Name;
            if (!sections.TryGetValue(name, out ElfSection section)) continue;
            if (!done.Add(name)) throw new BpfFormatException($"BTF describes section {name} twice.");
            Place(types[id], section, types, bytes.AsSpan(types.OffsetOf(id)), ElfReader.ObjectSymbols(file, section.Index));
        }
    }

    private static void Place(
        BtfType datasec, ElfSection section, BtfTypes types, Span<byte> record, Dictionary<string, ElfSymbol> symbols)
    {
        if (datasec.Size == 0) BinaryPrimitives.WriteInt32LittleEndian(record.Slice(8), section.Size);
        BtfSectionVariable[] variables = new BtfSectionVariable[datasec.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            variables[i] = datasec.Variable(i);
            BtfType variable = types[variables[i].TypeId];
            if (variable.Linkage == BtfLinkage.Static || !symbols.TryGetValue(variable.Name, out ElfSymbol symbol)) continue;
            if (symbol.Value > (ulong)section.Size) throw new BpfFormatException($"'{symbol.Name}' stands outside of {section.Name}.");
            variables[i] = variables[i] with { Offset = (int)symbol.Value };
        }

        Array.Sort(variables, (a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.TypeId.CompareTo(b.TypeId));
        for (int i = 0; i < variables.Length; i++)
        {
            Span<byte> entry = record.Slice(BtfFormat.TypeSize + VariableSize * i);
            BinaryPrimitives.WriteInt32LittleEndian(entry, variables[i].TypeId);
            BinaryPrimitives.WriteInt32LittleEndian(entry.Slice(4), variables[i].Offset);
            BinaryPrimitives.WriteInt32LittleEndian(entry.Slice(8), variables[i].Size);
        }
    }
}
