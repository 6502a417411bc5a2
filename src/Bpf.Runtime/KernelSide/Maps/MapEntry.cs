namespace Bpf;

/// <summary>An element of a map, in <c>foreach</c>.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public readonly ref struct MapEntry<TKey, TValue> where TKey : unmanaged where TValue : unmanaged
{
    private readonly ref TValue value;

    internal MapEntry(TKey key, ref TValue value)
    {
        Key = key;
        this.value = ref value;
    }

    /// <summary>Its key, a copy.</summary>
    public TKey Key { get; }

    /// <summary>Its value itself; for per-CPU maps the current CPU's.</summary>
    public ref TValue Value => ref value;

    /// <summary>Takes it apart: <c>foreach ((uint key, Ref&lt;ulong&gt; value) in map)</c>.</summary>
    /// <param name="key">Its key, a copy.</param>
    /// <param name="value">Its value itself; for per-CPU maps the current CPU's.</param>
    public void Deconstruct(out TKey key, out Ref<TValue> value)
    {
        key = Key;
        value = new(ref this.value);
    }
}
