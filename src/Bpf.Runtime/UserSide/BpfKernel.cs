using System.Collections.Generic;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>What is in the running kernel, of this process and all others.</summary>
/// <remarks>
/// Each member asks the kernel anew and takes CAP_SYS_ADMIN. What comes or goes during the walk may be missing; the ids open it:
/// <see cref="BpfLink.Open"/>, <see cref="BpfProgram.Open"/>, <see cref="BpfMap.Open"/>.
/// </remarks>
public static class BpfKernel
{
    /// <summary>All links, by id (Linux 5.8), as <c>bpftool link list</c> shows them.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static IReadOnlyList<BpfLinkInfo> Links() => KernelIds.Links.ReadAll(LinkReading.Of);

    /// <summary>All loaded programs, by id, as <c>bpftool prog list</c> shows them.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static IReadOnlyList<BpfProgramInfo> Programs() => KernelIds.Programs.ReadAll(BpfOpenedProgram.Read);

    /// <summary>All maps, by id, as <c>bpftool map list</c> shows them.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static IReadOnlyList<BpfMapInfo> Maps() => KernelIds.Maps.ReadAll(KernelMap.Read);
}
