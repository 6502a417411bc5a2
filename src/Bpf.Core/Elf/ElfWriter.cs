using System;
using System.Collections.Generic;
using System.Text;
using Bpf.Core.Btf;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>Writes objects that libbpf, bpftool, iproute2 and llvm-objdump read.</summary>
public static class ElfWriter
{
    /// <summary>Writes an ELF64 object for eBPF, little-endian.</summary>
    /// <param name="spec">What it is made of.</param>
    /// <returns>The file; the same for equal specs.</returns>
    /// <exception cref="ArgumentException">The spec contradicts itself: a name given twice or referred to and not there, a global
    /// outside its section, an offset outside its function.</exception>
    public static byte[] Write(ObjectSpec spec)
    {
        ElfImage image = new();
        BtfBuilder types = spec.Types.Clone();
        Dictionary<string, ElfImage.Symbol> symbols = new(StringComparer.Ordinal);

        CodeWriter code = new(image, types, spec.Functions);
        code.WriteSections(symbols);
        WriteLicense(image, spec.License);
        WriteMaps(image, types, spec.Maps, symbols);
        GlobalWriter.Write(image, types, spec.Globals, symbols);
        ExternWriter.Write(image, types, spec.Externs, symbols);
        code.WriteRelocations(symbols);

        BtfExt ext = code.Describe();
        byte[] extBytes = ext.ToBytes(types);
        image.AddSection(SectionNames.Btf, ElfFormat.SectionProgbits, 0, types.ToBytes(), 4);
        image.AddSection(SectionNames.BtfExt, ElfFormat.SectionProgbits, 0, extBytes, 4);
        foreach (ExtraSection extra in spec.ExtraSections)
            image.AddSection(extra.Name, ElfFormat.SectionProgbits, 0, [.. extra.Content], 1);
        return image.ToBytes();
    }

    /// <summary>Adds a symbol that others refer to by name.</summary>
    internal static void Define(
        Dictionary<string, ElfImage.Symbol> symbols, ElfImage image, string name, byte type, bool global, int section, int value, int size)
    {
        if (symbols.ContainsKey(name)) throw new ArgumentException($"'{name}' is defined twice.");
        symbols.Add(name, image.AddSymbol(name, type, global, section, value, size));
    }

    private static void WriteLicense(ElfImage image, string license)
    {
        byte[] text = Encoding.UTF8.GetBytes(license + "\0");
        int section = image.AddSection(SectionNames.License, ElfFormat.SectionProgbits,
            ElfFormat.FlagAlloc | ElfFormat.FlagWrite, text, 1);
        image.AddSymbol("_license", ElfFormat.SymbolObject, true, section, 0, text.Length);
    }

    private static void WriteMaps(
        ElfImage image, BtfBuilder types, IReadOnlyCollection<MapSpec> maps, Dictionary<string, ElfImage.Symbol> symbols)
    {
        if (maps.Count == 0) return;
        List<(string Name, int Offset, int Size)> places = [];
        List<BtfSectionVariable> variables = [];
        int offset = 0;
        foreach (MapSpec map in maps)
        {
            int definition = MapDefinition.Write(types, map, out int size);
            variables.Add(new(types.AddVar(map.Name, definition, BtfLinkage.Global), offset, size));
            places.Add((map.Name, offset, size));
            offset += size;
        }

        types.AddDatasec(SectionNames.Maps, offset, variables);
        int section = image.AddSection(SectionNames.Maps, ElfFormat.SectionProgbits,
            ElfFormat.FlagAlloc | ElfFormat.FlagWrite, new byte[offset], 8);
        foreach ((string name, int place, int size) in places)
            Define(symbols, image, name, ElfFormat.SymbolObject, true, section, place, size);
    }
}
