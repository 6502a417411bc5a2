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
    public bool TryPush(scoped in T value) => Model.Push(Raw.Bytes(in value), 0) == 0;

    /// <summary>Takes the next value out: <c>bpf_map_pop_elem</c>.</summary>
    /// <param name="value">The value; zero where there is none.</param>
    /// <returns>False where it is empty.</returns>
    public bool TryPop(out T value)
    {
        value = default;
        return Model.Pop(Raw.WritableBytes(ref value)) == 0;
    }

    /// <summary>Reads the next value: <c>bpf_map_peek_elem</c>.</summary>
    /// <param name="value">The value; zero where there is none.</param>
    /// <returns>False where it is empty.</returns>
    public bool TryPeek(out T value)
    {
        value = default;
        return Model.Peek(Raw.WritableBytes(ref value)) == 0;
    }
}
