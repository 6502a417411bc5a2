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
    public static IEnumerable<BtfName> Of(BpfObjectFile file, ICollection<string> leftOut)
    {
        foreach (ObjectFunction function in file.Functions)
        {
            if (leftOut.Contains(function.Name)) continue;
            if (function.IsProgram && Target(function.Section.TrimStart('?')) is { Name.Length: > 0 } target) yield return target;
            foreach (CoreRelocation relocation in function.CoreRelocations)
            {
                string name = CoreCompatibility.EssentialName(file.Types![relocation.TypeId].Name);
                if (name.Length > 0) yield return new(name, IsFunction: false);
            }
        }

        foreach (StructOpsSpec structure in file.StructOps)
            yield return new(structure.Structure, IsFunction: false);
        foreach (ObjectExtern external in file.Externs)
        {
            if (external.Section == SectionNames.Ksyms)
                yield return new(CoreCompatibility.EssentialName(external.Name), external.TypeId != 0 && file.Types?[external.TypeId].Kind == BtfKind.Func);
        }
    }

    private static BtfName? Target(string section)
    {
        if (Sections.Find(section) is not { } pattern) return null;
        string target = pattern.TargetOf(section);
        if (pattern.ProgramType == ProgramType.StructOps) return new(target.Split('.')[0], IsFunction: false);
        if (!pattern.Has(SectionTraits.AttachBtf) || target.Length == 0) return null;
        (string name, BtfKind kind) = AttachTargets.NameOf(pattern, AttachTargets.Split(target).Name);
        return new(name, kind == BtfKind.Func);
    }
}
