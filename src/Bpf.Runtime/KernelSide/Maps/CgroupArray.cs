using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Control groups by index, put there by user space: <c>BPF_MAP_TYPE_CGROUP_ARRAY</c>.</summary>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class CgroupArray(int maxEntries, [CallerMemberName] string name = "") : MapDeclaration(MapType.CgroupArray, maxEntries, name)
{
    /// <summary>Asks whether the current task is in a control group or below it: <c>bpf_current_task_under_cgroup</c>.</summary>
    /// <param name="index">The group's index.</param>
    /// <returns>False where it isn't, or there is no such group.</returns>
    public bool ContainsCurrentTask(uint index) => throw KernelOnly.Operation(this);
}
