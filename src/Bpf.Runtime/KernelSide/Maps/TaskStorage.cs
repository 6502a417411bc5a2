using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A value for each task (Linux 5.11 for <see cref="LsmAttribute"/> programs, 5.12 for those found by type, 6.2 for all that trace): <c>BPF_MAP_TYPE_TASK_STORAGE</c>.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class TaskStorage<TValue>([CallerMemberName] string name = "") : LocalStorage<TValue>(MapType.TaskStorage, name) where TValue : unmanaged
{
    /// <summary>Finds the current task's value: <c>bpf_task_storage_get</c>.</summary>
    /// <param name="value">The value itself; null where it has none.</param>
    /// <returns>True where it has one.</returns>
    public bool TryFind(out Ref<TValue> value) => throw KernelOnly.Operation(this);

    /// <summary>Finds the current task's value, or gives it a zeroed one: <c>bpf_task_storage_get</c>.</summary>
    /// <param name="value">The value itself; null where there is no memory.</param>
    /// <returns>False where there is no memory.</returns>
    public bool TryGetOrCreate(out Ref<TValue> value) => throw KernelOnly.Operation(this);

    /// <summary>Takes the current task's value away: <c>bpf_task_storage_delete</c>.</summary>
    /// <returns>False where it had none.</returns>
    public bool Remove() => throw KernelOnly.Operation(this);
}
