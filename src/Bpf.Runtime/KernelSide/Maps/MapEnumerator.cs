using System.Collections.Generic;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>An enumeration of the elements that a map has when it starts; those that are removed meanwhile are passed over.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public ref struct MapEnumerator<TKey, TValue> where TKey : unmanaged where TValue : unmanaged
{
    private readonly IMapModel map;
    private readonly int cpu;
    private readonly Queue<TKey> keys = [];
    private TKey current;

    internal MapEnumerator(IMapModel map, int cpu)
    {
        this.map = map;
        this.cpu = cpu;
        TKey key = default, next = default;
        for (bool found = map.GetNextKey(default, Raw.WritableBytes(ref key)); found; found = map.GetNextKey(Raw.Bytes(in key), Raw.WritableBytes(ref next)), key = next)
            keys.Enqueue(key);
    }

    /// <summary>The element at hand.</summary>
    public readonly MapEntry<TKey, TValue> Current => new(current, ref Raw.As<TValue>(map.Lookup(Raw.Bytes(in current), cpu)));

    /// <summary>Goes on to the next element.</summary>
    /// <returns>False where there is none.</returns>
    public bool MoveNext()
    {
        while (keys.TryDequeue(out current))
        {
            if (!map.Lookup(Raw.Bytes(in current), cpu).IsEmpty)
                return true;
        }

        return false;
    }
}
