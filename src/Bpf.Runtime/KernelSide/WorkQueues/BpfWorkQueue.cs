using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>
/// A work queue in a value of an array or hash map (<c>struct bpf_wq</c>, 16 bytes, Linux 6.10): the kernel calls a function of the program's soon, where it may sleep.
/// A value has at most one. Removing or replacing the element drops what waits; so does unloading, where the map is not pinned. Tracing programs have none. To user space
/// it is always 0.
/// </summary>
/// <remarks>In programs that run as C# on the CLR there are no work queues.</remarks>
[InlineArray(2)]
public struct BpfWorkQueue
{
    private ulong opaque;

    /// <summary>Makes the queue: <c>bpf_wq_init</c>.</summary>
    /// <param name="map">The map that the value is in.</param>
    /// <returns>False where it was made before.</returns>
    public bool TryInit(MapDeclaration map) => throw BytecodeOnly.Question("bpf_wq_init");

    /// <summary>Says what is done: <c>bpf_wq_set_callback</c>.</summary>
    /// <typeparam name="TKey">The key of the map; <c>uint</c> for arrays.</typeparam>
    /// <typeparam name="TValue">The value, which holds the queue.</typeparam>
    /// <param name="body">A <c>static</c> lambda or method. It knows no context; where it faults it ends.</param>
    /// <returns>False where the queue was not made.</returns>
    public bool TrySetCallback<TKey, TValue>(WorkBody<TKey, TValue> body) where TKey : unmanaged where TValue : unmanaged =>
        throw BytecodeOnly.Question("bpf_wq_set_callback");

    /// <summary>Has it done soon, once however often it is started before: <c>bpf_wq_start</c>.</summary>
    /// <returns>False where it was not made.</returns>
    public bool TryStart() => throw BytecodeOnly.Question("bpf_wq_start");
}
