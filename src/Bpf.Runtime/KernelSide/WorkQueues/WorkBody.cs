namespace Bpf;

/// <summary>What a work queue does: a <c>static</c> lambda or method.</summary>
/// <typeparam name="TKey">The key of the map; <c>uint</c> for arrays.</typeparam>
/// <typeparam name="TValue">The value, which holds the queue.</typeparam>
/// <param name="key">The element's key.</param>
/// <param name="value">The element's value itself.</param>
public delegate void WorkBody<TKey, TValue>(in TKey key, ref TValue value) where TKey : unmanaged where TValue : unmanaged;
