using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>The one arena of an object. Sources: "Only one arena per program", kernel/bpf/verifier.c; libbpf takes one an object where globals stand in it.</summary>
internal sealed partial class ObjectReader
{
    /// <summary>Bytes of a page where pages are smallest.</summary>
    private const long PageSize = 4096;

    private void CheckArena(List<DeclaredMap> maps, List<DeclaredGlobal> globals)
    {
        List<DeclaredMap> arenas = maps.FindAll(m => m.Class.Type == MapType.Arena);
        foreach (DeclaredMap second in arenas.Skip(1))
            ReportArena(second.Field, "it is a second one");
        List<DeclaredGlobal> inside = globals.FindAll(g => g.Model.Section == SectionNames.Arena);
        if (arenas.Count == 0)
        {
            foreach (DeclaredGlobal global in inside)
                ReportArena(global.Field, "there is none");
        }
        else if (_sections.SizeOf(SectionNames.Arena) is var size && size > arenas[0].Model.MaxEntries * PageSize)
        {
            ReportArena(arenas[0].Field, "the [InArena] fields take " + size.ToString(CultureInfo.InvariantCulture) + " bytes, and it has "
                + (arenas[0].Model.MaxEntries * PageSize).ToString(CultureInfo.InvariantCulture));
        }
    }

    private void ReportArena(ISymbol field, string why) => _diagnostics.Report(RuleIds.Arena, field, field.Name, _class.Name, why);
}
