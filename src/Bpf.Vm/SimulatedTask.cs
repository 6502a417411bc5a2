namespace Bpf.Vm;

/// <summary>The task that a program runs in, as helpers describe it.</summary>
public sealed class SimulatedTask
{
    /// <summary>A task of root's, with id 1.</summary>
    public SimulatedTask()
    {
    }

    /// <summary>A task of a process.</summary>
    /// <param name="pid">The thread's id.</param>
    /// <param name="tgid">The process's id.</param>
    /// <param name="comm">The name.</param>
    public SimulatedTask(uint pid, uint tgid, string comm)
    {
        Pid = pid;
        Tgid = tgid;
        Comm = comm;
    }

    /// <summary>The thread's id, which the kernel calls pid.</summary>
    public uint Pid { get; set; } = 1;

    /// <summary>The process's id, which user space calls pid.</summary>
    public uint Tgid { get; set; } = 1;

    /// <summary>The user's id.</summary>
    public uint Uid { get; set; }

    /// <summary>The group's id.</summary>
    public uint Gid { get; set; }

    /// <summary>The name; at most 15 bytes of UTF-8 are kept, as in the kernel.</summary>
    public string Comm { get; set; } = "swapper/0";

    /// <summary>The id of its control group.</summary>
    public ulong CgroupId { get; set; } = 1;

    /// <summary>The address of its <c>task_struct</c>, in <see cref="SimulatedKernel.KernelMemory"/> if a test puts it there.</summary>
    public ulong Address { get; set; }
}
