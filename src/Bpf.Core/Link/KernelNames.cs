using System.Collections.Generic;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link.Core;

namespace Bpf.Core.Link;

/// <summary>The names that linking an object will look for in the kernel's types, so that they can be found together.</summary>
internal static class KernelNames
{
    /// <summary>Lists them; a name may come twice.</summary>
    /// <param name="file">The object.</param>
    /// <param name="leftOut">Programs that don't count.</param>
    public static IEnumerable<string> Of(BpfObjectFile file, ICollection<string> leftOut)
    {
        foreach (ObjectFunction function in file.Functions)
        {
            if (leftOut.Contains(function.Name)) continue;
            if (function.IsProgram && Target(function.Section.TrimStart('?')) is { Length: > 0 } target) yield return target;
            foreach (CoreRelocation relocation in function.CoreRelocations)
            {
                string name = CoreCompatibility.EssentialName(file.Types![relocation.TypeId].Name);
                if (name.Length > 0) yield return name;
            }
        }

        foreach (StructOpsSpec structure in file.StructOps)
            yield return structure.Structure;
        foreach (ObjectExtern external in file.Externs)
        {
            if (external.Section == SectionNames.Ksyms) yield return CoreCompatibility.EssentialName(external.Name);
        }
    }

    private static string? Target(string section)
    {
        if (Sections.Find(section) is not { } pattern) return null;
        string target = pattern.TargetOf(section);
        return pattern.ProgramType == ProgramType.StructOps ? target.Split('.')[0]
            : pattern.Has(SectionTraits.AttachBtf) && target.Length > 0 ? AttachTargets.NameOf(pattern, AttachTargets.Split(target).Name).Name : null;
    }
}
