using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The kernel-side operations of queues and stacks.</summary>
/// <typeparam name="T">The value.</typeparam>
public abstract class SequenceMap<T> : MapDeclaration where T : unmanaged
{
    private protected SequenceMap(MapType type, int maxEntries, string name) : base(type, maxEntries, name)
    {
    }

    /// <summary>Puts a value in: <c>bpf_map_push_elem</c>.</summary>
    /// <param name="value">The value, copied.</param>
    /// <returns>False where it is full.</returns>
    public bool TryPush(scoped in T value) => throw KernelOnly.Operation(this);

    /// <summary>Takes the next value out: <c>bpf_map_pop_elem</c>.</summary>
    /// <param name="value">The value; zero where there is none.</param>
    /// <returns>False where it is empty.</returns>
    public bool TryPop(out T value) => throw KernelOnly.Operation(this);

    /// <summary>Reads the next value: <c>bpf_map_peek_elem</c>.</summary>
    /// <param name="value">The value; zero where there is none.</param>
    /// <returns>False where it is empty.</returns>
    public bool TryPeek(out T value) => throw KernelOnly.Operation(this);
}
