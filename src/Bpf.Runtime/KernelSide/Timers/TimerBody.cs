namespace Bpf;

/// <summary>What is done when a timer ends: a <c>static</c> lambda or method.</summary>
/// <typeparam name="TKey">The key of the map; <c>uint</c> for arrays.</typeparam>
/// <typeparam name="TValue">The value, which holds the timer.</typeparam>
/// <param name="key">The element's key.</param>
/// <param name="value">The element's value itself.</param>
public delegate void TimerBody<TKey, TValue>(in TKey key, ref TValue value) where TKey : unmanaged where TValue : unmanaged;
