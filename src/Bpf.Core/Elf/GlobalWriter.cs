using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Btf;

namespace Bpf.Core.Elf;

/// <summary>Writes the sections of globals with their symbols and DATASECs. Code refers to a section by its own symbol.</summary>
internal static class GlobalWriter
{
    public static void Write(
        ElfImage image, BtfBuilder types, IEnumerable<GlobalSpec> globals, Dictionary<string, ElfImage.Symbol> symbols)
    {
        foreach (IGrouping<string, GlobalSpec> group in globals.GroupBy(g => g.Section, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            List<GlobalSpec> list = [.. group.OrderBy(g => g.Offset)];
            WriteSection(image, types, group.Key, list, symbols);
        }
    }

    private static void WriteSection(
        ElfImage image, BtfBuilder types, string name, List<GlobalSpec> globals, Dictionary<string, ElfImage.Symbol> symbols)
    {
        int end = 0;
        foreach (GlobalSpec global in globals)
        {
            if (global.Offset < end || global.Size <= 0)
                throw new ArgumentException($"Global '{global.Name}' overlaps the one before it in {name}, or is empty.");
            if (global.BtfTypeId == 0) throw new ArgumentException($"Global '{global.Name}' has no type.");
            if (!global.InitialValue.IsEmpty && global.InitialValue.Length != global.Size)
                throw new ArgumentException($"The initial value of '{global.Name}' has {global.InitialValue.Length} bytes, not {global.Size}.");
            end = checked(global.Offset + global.Size);
        }

        int section = AddSection(image, name, globals, end);
        symbols[name] = image.AddSymbol(name, ElfFormat.SymbolSection, false, section, 0, 0);
        List<BtfSectionVariable> variables = [];
        foreach (GlobalSpec global in globals)
        {
            ElfWriter.Define(symbols, image, global.Name, ElfFormat.SymbolObject, global.IsGlobal, section, global.Offset, global.Size);
            int variable = types.AddVar(global.Name, global.BtfTypeId, global.IsGlobal ? BtfLinkage.Global : BtfLinkage.Static);
            variables.Add(new(variable, global.Offset, global.Size));
        }

        types.AddDatasec(name, end, variables);
    }

    private static int AddSection(ElfImage image, string name, List<GlobalSpec> globals, int size)
    {
        if (IsOrStartsWith(name, SectionNames.Bss))
        {
            if (globals.Find(g => !g.InitialValue.IsEmpty) is { } initialized)
                throw new ArgumentException($"'{initialized.Name}' has an initial value and stands in {name}.");
            return image.AddZeroSection(name, ElfFormat.FlagAlloc | ElfFormat.FlagWrite, size, 8);
        }

        bool constant = IsOrStartsWith(name, SectionNames.Rodata);
        if (!constant && !IsOrStartsWith(name, SectionNames.Data) && name != SectionNames.Arena)
            throw new ArgumentException($"Globals can't stand in {name}: loaders take .bss, .data, .rodata and {SectionNames.Arena}.");

        byte[] content = new byte[size];
        foreach (GlobalSpec global in globals)
            global.InitialValue.AsSpan().CopyTo(content.AsSpan(global.Offset));
        ulong flags = constant ? ElfFormat.FlagAlloc : ElfFormat.FlagAlloc | ElfFormat.FlagWrite;
        return image.AddSection(name, ElfFormat.SectionProgbits, flags, content, 8);
    }

    private static bool IsOrStartsWith(string name, string section) =>
        name == section || name.StartsWith(section + ".", StringComparison.Ordinal);
}
