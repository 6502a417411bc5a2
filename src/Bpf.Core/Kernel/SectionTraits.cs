using System;

namespace Bpf.Core.Kernel;

/// <summary>What a section name says beyond program and attach type (<c>enum sec_def_flags</c>, tools/lib/bpf/libbpf.c).</summary>
[Flags]
public enum SectionTraits
{
    /// <summary>Nothing of the below.</summary>
    None = 0,
    /// <summary>A target may follow after a slash (<c>kprobe/vfs_read</c>); without it nothing may follow.</summary>
    Target = 1,
    /// <summary>The program is loaded with <c>BPF_F_SLEEPABLE</c>.</summary>
    Sleepable = 2,
    /// <summary>The program is loaded with <c>BPF_F_XDP_HAS_FRAGS</c>.</summary>
    XdpFrags = 4,
    /// <summary>The target is a function or hook of the kernel's BTF, resolved before loading.</summary>
    AttachBtf = 8,
    /// <summary>The expected attach type is left out for kernels that do not know it (<c>SEC_EXP_ATTACH_OPT</c>).</summary>
    AttachTypeOptional = 16,
    /// <summary>The target is a user statically defined tracepoint.</summary>
    Usdt = 32,
}
