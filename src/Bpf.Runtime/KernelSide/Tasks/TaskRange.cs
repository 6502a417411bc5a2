namespace Bpf;

/// <summary>Tasks, for <c>foreach</c>: what <see cref="KernelTasks"/> gives.</summary>
/// <typeparam name="T">The task, as the program declares it.</typeparam>
/// <remarks>In programs that run as C# on the CLR there are no tasks.</remarks>
public readonly struct TaskRange<T> where T : unmanaged
{
    /// <summary>What <c>foreach</c> calls.</summary>
    /// <returns>An iterator that stands before the first task.</returns>
    public TaskEnumerator<T> GetEnumerator() => throw BytecodeOnly.Question("bpf_iter_task_new");
}
