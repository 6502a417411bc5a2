namespace Bpf;

/// <summary>The tasks of the machine, for <c>foreach</c>: an iterator of the kernel's (<c>bpf_iter_task_new</c>, Linux 6.7).</summary>
/// <remarks>Programs that may sleep go through them in an RCU section (<see cref="Rcu.ReadLock"/>); a task stays valid to its end, and is not released.</remarks>
public static class KernelTasks
{
    /// <summary>All processes, each by its first thread.</summary>
    /// <typeparam name="T">A <c>[KernelType("task_struct")]</c> struct.</typeparam>
    public static TaskRange<T> Processes<T>() where T : unmanaged => default;

    /// <summary>All threads of all processes.</summary>
    /// <typeparam name="T">A <c>[KernelType("task_struct")]</c> struct.</typeparam>
    public static TaskRange<T> Threads<T>() where T : unmanaged => default;
}
