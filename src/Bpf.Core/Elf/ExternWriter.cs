using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Btf;

namespace Bpf.Core.Elf;

/// <summary>Writes what the kernel defines as clang does: undefined symbols, and DATASECs without a section that say where loaders find them.</summary>
internal static class ExternWriter
{
    public static void Write(ElfImage image, BtfBuilder types, IReadOnlyCollection<ExternSpec> externs, Dictionary<string, ElfImage.Symbol> symbols)
    {
        foreach (IGrouping<string, ExternSpec> section in externs
            .GroupBy(e => e.Kind == ExternKind.Setting ? SectionNames.Kconfig : SectionNames.Ksyms).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            List<BtfSectionVariable> variables = [];
            foreach (ExternSpec external in section)
            {
                if (symbols.ContainsKey(external.Name)) throw new ArgumentException($"'{external.Name}' is defined twice.");
                symbols.Add(external.Name, image.AddUndefined(external.Name, external.IsWeak));
                int id = external.Kind == ExternKind.Function
                    ? types.AddFunc(external.Name, external.BtfTypeId, BtfLinkage.Extern)
                    : types.AddVar(external.Name, external.BtfTypeId, BtfLinkage.Extern);
                variables.Add(new(id, 0, external.Size));
            }

            types.AddDatasec(section.Key, 0, variables);
        }
    }
}
