using System;
using System.Text;
using System.Text.Json;
using Bpf.Core.Kernel;

namespace Bpf.KernelFacts;

/// <summary>Says which features a probed kernel has.</summary>
internal static class FeatureRules
{
    /// <summary>True where the kernel has the feature.</summary>
    /// <param name="row">The feature.</param>
    /// <param name="profile">What bpftool answered about types and helpers.</param>
    /// <param name="root">The whole answer.</param>
    /// <param name="btf">The kernel's type information.</param>
    public static bool Has(FeatureInfo row, KernelProfile profile, JsonElement root, byte[] btf) => row.Feature switch
    {
        Feature.BoundedLoops => ProbeReader.Says(root, "misc", "have_bounded_loops"),
        Feature.LargeInstructionLimit => ProbeReader.Says(root, "misc", "have_large_insn_limit"),
        Feature.IsaV2 => ProbeReader.Says(root, "misc", "have_v2_isa_extension"),
        Feature.IsaV3 => ProbeReader.Says(root, "misc", "have_v3_isa_extension"),
        Feature.VmlinuxBtf => btf.Length > 0,
        // The structures of kernel/trace/trace_kprobe.c and trace_uprobe.c are in the BTF where the files were compiled in.
        Feature.Kprobes => HasName(btf, "trace_kprobe"),
        Feature.Uprobes => HasName(btf, "trace_uprobe"),
        // bpftool asks for tracing programs with one on a function's entry.
        Feature.Fentry => ProbeReader.Says(root, "program_types", "have_tracing_prog_type"),
        _ => row.Probe switch
        {
            FeatureProbe.KernelType type => HasName(btf, type.Name),
            FeatureProbe.Attached attached => profile.ProgramTypes.Contains(Sections.Find(attached.Section)!.ProgramType) && row.Since <= profile.Version,
            FeatureProbe.HelperCall call => profile.Allows(call.ProgramType, call.Helper),
            FeatureProbe.Map map => profile.MapTypes.Contains(map.Spec.Type),
            // What bpftool does not ask is decided by the version: instructions and load flags, which no configuration leaves out.
            FeatureProbe.Load load => profile.ProgramTypes.Contains(load.Request.ProgramType) && row.Since <= profile.Version,
            _ => throw new NotSupportedException($"no rule for {row.Feature}"),
        },
    };

    /// <summary>True where the type information holds the name, of whatever it is.</summary>
    /// <param name="btf">The kernel's type information.</param>
    /// <param name="name">The name of a type, member or enumerator; BTF keeps names NUL-terminated.</param>
    public static bool HasName(byte[] btf, string name) => btf.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{name}\0")) >= 0;
}
