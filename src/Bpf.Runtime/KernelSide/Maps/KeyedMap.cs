using System;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The kernel-side operations of maps with keys.</summary>
/// <typeparam name="TKey">The key; every byte of it counts, padding too.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public abstract class KeyedMap<TKey, TValue> : MapDeclaration where TKey : unmanaged where TValue : unmanaged
{
    private const ulong Any = 0, NoExist = 1, Exist = 2;

    private protected KeyedMap(MapType type, int maxEntries, string name) : base(type, maxEntries, name)
    {
    }

    /// <summary>Finds an element: <c>bpf_map_lookup_elem</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The element's value itself; null where there is none.</param>
    /// <returns>True where there is one.</returns>
    public bool TryFind(scoped in TKey key, out Ref<TValue> value)
    {
        Span<byte> found = Model.Lookup(Raw.Bytes(in key), Cpu);
        value = found.IsEmpty ? default : new Ref<TValue>(ref Raw.As<TValue>(found));
        return !found.IsEmpty;
    }

    /// <summary>Adds an element: <c>bpf_map_update_elem</c> with <c>BPF_NOEXIST</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, copied.</param>
    /// <returns>False where the key is there already, or the map is full.</returns>
    public bool TryAdd(scoped in TKey key, scoped in TValue value) => Update(in key, in value, NoExist);

    /// <summary>Replaces an element: <c>bpf_map_update_elem</c> with <c>BPF_EXIST</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, copied.</param>
    /// <returns>False where the key is not there.</returns>
    public bool TryUpdate(scoped in TKey key, scoped in TValue value) => Update(in key, in value, Exist);

    /// <summary>Adds or replaces an element: <c>bpf_map_update_elem</c> with <c>BPF_ANY</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, copied.</param>
    /// <returns>False where the map is full.</returns>
    public bool TrySet(scoped in TKey key, scoped in TValue value) => Update(in key, in value, Any);

    /// <summary>Removes an element: <c>bpf_map_delete_elem</c>.</summary>
    /// <param name="key">The key.</param>
    /// <returns>False where there was none.</returns>
    public bool Remove(scoped in TKey key) => Model.Delete(Raw.Bytes(in key)) == 0;

    /// <summary>Does something with every element: <c>bpf_for_each_map_elem</c> (Linux 5.13). Not for LPM tries.</summary>
    /// <typeparam name="TState">What the body works on beside.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="body">A <c>static</c> lambda or method.</param>
    /// <returns>The elements visited.</returns>
    public long ForEach<TState>(ref TState state, MapBody<TKey, TValue, TState> body) where TState : unmanaged
    {
        long visited = 0;
        foreach ((TKey key, Ref<TValue> value) in this)
        {
            visited++;
            if (body(in key, ref value.Value, ref state) == LoopControl.Break)
                break;
        }

        return visited;
    }

    /// <summary>What <c>foreach</c> calls: <c>bpf_for_each_map_elem</c> (Linux 5.13). Not for LPM tries.</summary>
    /// <returns>An enumeration of the elements, in no order; whether it meets those that are added meanwhile is open.</returns>
    public MapEnumerator<TKey, TValue> GetEnumerator() => new(Model, Cpu);

    private bool Update(scoped in TKey key, scoped in TValue value, ulong flags) =>
        Model.Update(Raw.Bytes(in key), Raw.Bytes(in value), flags, Cpu) == 0;
}
