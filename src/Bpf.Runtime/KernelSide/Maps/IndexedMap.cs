using System;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The kernel-side operations of arrays. All elements exist from the start and are zero.</summary>
/// <typeparam name="TValue">The element.</typeparam>
public abstract class IndexedMap<TValue> : MapDeclaration where TValue : unmanaged
{
    private protected IndexedMap(MapType type, int maxEntries, string name) : base(type, maxEntries, name)
    {
    }

    /// <summary>Finds an element: <c>bpf_map_lookup_elem</c>.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="value">The element itself; null where the index is out of range.</param>
    /// <returns>True where the index is in range.</returns>
    public bool TryFind(uint index, out Ref<TValue> value)
    {
        Span<byte> found = Model.Lookup(Raw.Bytes(in index), Cpu);
        value = found.IsEmpty ? default : new Ref<TValue>(ref Raw.As<TValue>(found));
        return !found.IsEmpty;
    }

    /// <summary>Does something with every element, in order: <c>bpf_for_each_map_elem</c> (Linux 5.13).</summary>
    /// <typeparam name="TState">What the body works on beside.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="body">A <c>static</c> lambda or method.</param>
    /// <returns>The elements visited.</returns>
    public long ForEach<TState>(ref TState state, MapBody<uint, TValue, TState> body) where TState : unmanaged
    {
        long visited = 0;
        foreach ((uint index, Ref<TValue> value) in this)
        {
            visited++;
            if (body(in index, ref value.Value, ref state) == LoopControl.Break)
                break;
        }

        return visited;
    }

    /// <summary>What <c>foreach</c> calls: <c>bpf_for_each_map_elem</c> (Linux 5.13).</summary>
    /// <returns>An enumeration of the elements, in order.</returns>
    public MapEnumerator<uint, TValue> GetEnumerator() => new(Model, Cpu);

    /// <summary>Replaces an element: <c>bpf_map_update_elem</c> with <c>BPF_ANY</c>.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="value">The value, copied.</param>
    /// <returns>False where the index is out of range.</returns>
    public bool TrySet(uint index, scoped in TValue value) => Model.Update(Raw.Bytes(in index), Raw.Bytes(in value), 0, Cpu) == 0;
}
