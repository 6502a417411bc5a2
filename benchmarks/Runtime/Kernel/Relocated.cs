namespace Bpf.RuntimeBenchmark;

/// <summary>A task.</summary>
[KernelType("task_struct")]
public struct KernelTask
{
    /// <summary>The thread and the process.</summary>
    public int Pid, Tgid;

    /// <summary>When it started.</summary>
    public ulong StartTime;

    /// <summary>Its parent.</summary>
    public KernelPtr<KernelTask> RealParent;

    /// <summary>Its memory.</summary>
    public KernelPtr<KernelMemory> Mm;

    /// <summary>Its namespaces.</summary>
    public KernelPtr<KernelNamespaces> Nsproxy;
}

/// <summary>Its memory.</summary>
[KernelType("mm_struct")]
public struct KernelMemory
{
    /// <summary>Pages mapped.</summary>
    public ulong TotalVm;
}

/// <summary>Its namespaces.</summary>
[KernelType("nsproxy")]
public struct KernelNamespaces
{
    /// <summary>That of mounts.</summary>
    public KernelPtr<KernelMounts> MntNs;
}

/// <summary>A namespace of mounts.</summary>
[KernelType("mnt_namespace")]
public struct KernelMounts
{
    /// <summary>Mounts in it.</summary>
    public uint NrMounts;
}

/// <summary>A program that reads structures of the kernel's, found on loading (CO-RE).</summary>
[BpfObject(License = "GPL")]
public static partial class Relocated
{
    static ulong Pages;

    [RawTracepoint("sys_enter")]
    static int OnCall(in RawTracepointArgs ctx)
    {
        KernelPtr<KernelTask> task = new(Helpers.GetCurrentTask());
        KernelPtr<KernelTask> parent = task.Value.RealParent;
        Pages = task.Value.Mm.Value.TotalVm + task.Value.Nsproxy.Value.MntNs.Value.NrMounts;
        return task.Value.Tgid + parent.Value.Pid + (int)parent.Value.StartTime;
    }
}
