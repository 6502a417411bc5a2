namespace Bpf;

/// <summary>An iterator over tasks; <c>foreach</c> ends it on every way out.</summary>
/// <typeparam name="T">The task, as the program declares it.</typeparam>
public readonly ref struct TaskEnumerator<T> where T : unmanaged
{
    /// <summary>The task at hand.</summary>
    public Ref<T> Current => throw BytecodeOnly.Question("bpf_iter_task_next");

    /// <summary>Goes on to the next task.</summary>
    /// <returns>False where there is none.</returns>
    public bool MoveNext() => throw BytecodeOnly.Question("bpf_iter_task_next");

    /// <summary>Ends the iteration.</summary>
    public void Dispose()
    {
    }
}
