using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>Finds what a program attaches to in the kernel's BTF.</summary>
/// <remarks>Source: names that the kernel makes of hooks, include/linux/{btf,bpf_lsm}.h, include/trace/bpf_probe.h, <c>DEFINE_BPF_ITER_FUNC</c>.</remarks>
internal static class AttachTargets
{
    public static int Find(string program, string section, SectionPattern pattern, BtfTypes? kernelBtf)
    {
        if (!pattern.Has(SectionTraits.AttachBtf)) return 0;
        if (pattern.ProgramType == ProgramType.Ext)
            throw new BpfFormatException($"Program '{program}' replaces a function of another program, which is not supported.");
        string target = pattern.TargetOf(section);
        if (target.Length == 0) throw new BpfFormatException($"Program '{program}': section '{section}' does not say what to attach to.");
        if (kernelBtf is null)
            throw new BpfFormatException($"Program '{program}' attaches to '{target}' by the kernel's BTF, which was not given.");

        (string name, BtfKind kind) = pattern.AttachType switch
        {
            AttachType.TraceRawTp => ("btf_trace_" + target, BtfKind.Typedef),
            AttachType.LsmMac or AttachType.LsmCgroup => ("bpf_lsm_" + target, BtfKind.Func),
            AttachType.TraceIter => ("bpf_iter_" + target, BtfKind.Func),
            _ => (target, BtfKind.Func),
        };
        int id = kernelBtf.Find(name, kind);
        return id != 0 ? id : throw new BpfFormatException($"Program '{program}': the kernel has no '{name}' to attach to.");
    }
}
