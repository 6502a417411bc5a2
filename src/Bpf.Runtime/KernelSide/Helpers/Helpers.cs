using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Helper functions of the kernel without an idiom in .NET, by the kernel's own names (bpf-helpers(7)).</summary>
public static partial class Helpers
{
    /// <summary>Nanoseconds since boot, without time asleep: <c>bpf_ktime_get_ns</c>.</summary>
    public static ulong KtimeGetNs() => BpfWorld.Current.CallScalarHelper(HelperId.KtimeGetNs);

    /// <summary>Nanoseconds since boot, with time asleep (Linux 5.8): <c>bpf_ktime_get_boot_ns</c>.</summary>
    public static ulong KtimeGetBootNs() => BpfWorld.Current.CallScalarHelper(HelperId.KtimeGetBootNs);

    /// <summary>Nanoseconds since boot, as of the last tick (Linux 5.11): <c>bpf_ktime_get_coarse_ns</c>.</summary>
    public static ulong KtimeGetCoarseNs() => BpfWorld.Current.CallScalarHelper(HelperId.KtimeGetCoarseNs);

    /// <summary>International atomic time in nanoseconds (Linux 6.1): <c>bpf_ktime_get_tai_ns</c>.</summary>
    public static ulong KtimeGetTaiNs() => BpfWorld.Current.CallScalarHelper(HelperId.KtimeGetTaiNs);

    /// <summary>The kernel's tick count: <c>bpf_jiffies64</c>.</summary>
    public static ulong Jiffies64() => BpfWorld.Current.CallScalarHelper(HelperId.Jiffies64);

    /// <summary>The CPU the program runs on, from 0: <c>bpf_get_smp_processor_id</c>.</summary>
    public static uint GetSmpProcessorId() => (uint)BpfWorld.Current.CallScalarHelper(HelperId.GetSmpProcessorId);

    /// <summary>The NUMA node the program runs on: <c>bpf_get_numa_node_id</c>.</summary>
    public static int GetNumaNodeId() => (int)BpfWorld.Current.CallScalarHelper(HelperId.GetNumaNodeId);

    /// <summary>A pseudo-random number, not for secrets: <c>bpf_get_prandom_u32</c>.</summary>
    public static uint GetPrandomU32() => (uint)BpfWorld.Current.CallScalarHelper(HelperId.GetPrandomU32);

    /// <summary>The address of the current <c>task_struct</c>: <c>bpf_get_current_task</c>.</summary>
    public static ulong GetCurrentTask() => BpfWorld.Current.CallScalarHelper(HelperId.GetCurrentTask);

    /// <summary>The id of the current task's cgroup (v2): <c>bpf_get_current_cgroup_id</c>.</summary>
    public static ulong GetCurrentCgroupId() => BpfWorld.Current.CallScalarHelper(HelperId.GetCurrentCgroupId);
}
