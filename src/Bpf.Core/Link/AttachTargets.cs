using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>Finds what a program attaches to in the kernel's BTF.</summary>
/// <remarks>Source: names that the kernel makes of hooks, include/linux/{btf,bpf_lsm}.h, include/trace/bpf_probe.h, <c>DEFINE_BPF_ITER_FUNC</c>.</remarks>
public static class AttachTargets
{
    /// <summary>What the kernel's BTF calls a section's target: <c>bpf_lsm_file_open</c> for <c>lsm/file_open</c>.</summary>
    /// <param name="pattern">The section's row.</param>
    /// <param name="target">The target that the section names.</param>
    public static (string Name, BtfKind Kind) NameOf(SectionPattern pattern, string target) => pattern.AttachType switch
    {
        AttachType.TraceRawTp => ("btf_trace_" + target, BtfKind.Typedef),
        AttachType.LsmMac or AttachType.LsmCgroup => ("bpf_lsm_" + target, BtfKind.Func),
        AttachType.TraceIter => ("bpf_iter_" + target, BtfKind.Func),
        _ => (target, BtfKind.Func),
    };

    /// <summary>The module that a target names: <c>veth</c> and <c>veth_xmit</c> for <c>veth:veth_xmit</c>, null and the target where it names none.</summary>
    /// <param name="target">The target that a section names.</param>
    public static (string? Module, string Name) Split(string target)
    {
        int at = target.IndexOf(':');
        return at < 0 ? (null, target) : (target.Substring(0, at), target.Substring(at + 1));
    }

    /// <summary>A member of one of the kernel's structures of functions.</summary>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="target">The structure and the member, with a point between them: <c>tcp_congestion_ops.ssthresh</c>.</param>
    /// <returns>The structure's id, the member's index, and the id of the function's prototype; null where the kernel has none such.</returns>
    public static (int Structure, int Member, int Prototype)? FindOperation(BtfTypes kernel, string target)
    {
        int point = target.IndexOf('.');
        int id = point < 0 ? 0 : kernel.Find(target.Substring(0, point), BtfKind.Struct);
        if (id == 0) return null;
        BtfType structure = kernel[id];
        for (int i = 0; i < structure.Length; i++)
        {
            BtfMember member = structure.Member(i);
            BtfType type = kernel[kernel.Resolve(member.TypeId)];
            if (member.Name == target.Substring(point + 1) && type.Kind == BtfKind.Ptr && kernel.Resolve(type.TypeId) is var prototype && kernel[prototype].Kind == BtfKind.FuncProto)
                return (id, i, prototype);
        }

        return null;
    }

    /// <summary>The section of a program of a structure of functions, with what it implements where a structure that the object fills says so.</summary>
    /// <exception cref="BpfFormatException">It is to implement several members; kernels verify it for one.</exception>
    internal static string SectionOfOperation(BpfObjectFile file, int program, string section, SectionPattern pattern)
    {
        string[] members =
        [
            .. file.StructOps.SelectMany(spec => spec.Functions.Where(member => member.Value == program).Select(member => $"{spec.Structure}.{member.Key}"))
                .Distinct().OrderBy(static member => member, System.StringComparer.Ordinal),
        ];
        return members.Length <= 1 ? members.Select(member => $"{pattern.Name}/{member}").FirstOrDefault() ?? section
            : throw new BpfFormatException($"Program '{file.Functions[program].Name}' is to implement {string.Join(" and ", members)}; a program implements one member.");
    }

    /// <summary>What a program of a structure of functions implements; nothing where the kernel's types are not at hand.</summary>
    internal static (int Structure, int Member) FindOperation(string program, string section, SectionPattern pattern, BtfTypes? kernelBtf)
    {
        string target = pattern.TargetOf(section);
        if (target.IndexOf('.') < 0)
            throw new BpfFormatException($"Program '{program}': section '{section}' does not say which member of which structure it implements (struct_ops/structure.member), and no structure in {SectionNames.StructOps} or {SectionNames.StructOpsLink} has it.");
        if (kernelBtf is null) return default;
        return FindOperation(kernelBtf, target) is { } found
            ? (found.Structure, found.Member)
            : throw new BpfFormatException($"Program '{program}': the kernel has no '{target}' that programs could implement.");
    }

    /// <summary>A program's target; null where its section names none or the kernel's types are not at hand.</summary>
    internal static KernelType? Find(string program, string section, SectionPattern pattern, LinkOptions options, KernelSearch? kernel)
    {
        bool isGiven = options.TargetTypes.TryGetValue(program, out BtfTypes? given);
        if (!pattern.Has(SectionTraits.AttachBtf))
            return isGiven ? throw new BpfFormatException($"Program '{program}', of section '{section}', can't be attached to another program.") : null;
        string target = pattern.TargetOf(section);
        if (target.Length == 0) throw new BpfFormatException($"Program '{program}': section '{section}' does not say what to attach to.");
        if (isGiven)
        {
            int function = given!.Find(target, BtfKind.Func);
            return function != 0 ? new(given, function, null) : throw new BpfFormatException($"Program '{program}': the program it is to be attached to has no function '{target}'.");
        }

        if (pattern.ProgramType == ProgramType.Ext)
            throw new BpfFormatException($"Program '{program}' replaces function '{target}' of another program, and which one is not said (LoadOptions.Targets).");
        if (kernel is null) return null;
        (string? module, string plain) = Split(target);
        if (module is not null && options.KernelModules is null) return new(kernel.Kernel, 0, module);
        (string name, BtfKind kind) = NameOf(pattern, plain);
        if (kernel.Find(name, kind, module) is { } found) return found;
        if (module is null) throw new BpfFormatException($"Program '{program}': the kernel has no '{name}' to attach to, and none of its modules that are loaded.");
        throw new BpfFormatException(kernel.HasModule(module)
            ? $"Program '{program}': module '{module}' has no '{name}' to attach to."
            : $"Program '{program}': no module '{module}' with types is loaded (/sys/kernel/btf/{module}).");
    }
}
