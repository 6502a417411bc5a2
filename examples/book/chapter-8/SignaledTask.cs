using Bpf;

namespace Book.Chapter8;

/// <summary>What the example reads of a task.</summary>
[KernelType("task_struct")]
public struct SignaledTask
{
    /// <summary>Its process.</summary>
    public int Tgid;
}
