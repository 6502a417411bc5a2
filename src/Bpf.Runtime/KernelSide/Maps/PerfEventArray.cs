using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// A queue of records for each CPU, from programs to user space: <c>BPF_MAP_TYPE_PERF_EVENT_ARRAY</c>, for kernels without ring buffers (before Linux
/// 5.8). The kernel counts what finds no room; readers see the count.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="maxEntries">The number of CPUs; 0 for as many as the machine has. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class PerfEventArray<T>(int maxEntries = 0, [CallerMemberName] string name = "")
    : MapDeclaration(MapType.PerfEventArray, maxEntries, name) where T : unmanaged
{
    /// <summary>Copies a record into this CPU's queue: <c>bpf_perf_event_output</c> with <c>BPF_F_CURRENT_CPU</c>.</summary>
    /// <param name="value">The record.</param>
    /// <returns>False where nobody reads, or there is no room.</returns>
    public bool TryOutput(scoped in T value) => Model.Push(Raw.Bytes(in value), 0) == 0;
}
