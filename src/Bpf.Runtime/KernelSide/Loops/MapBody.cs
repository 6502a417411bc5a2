namespace Bpf;

/// <summary>What is done with one element of a map: a <c>static</c> lambda or method.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <typeparam name="TState">What it works on beside.</typeparam>
/// <param name="key">The element's key.</param>
/// <param name="value">The element's value itself; for per-CPU maps the current CPU's.</param>
/// <param name="state">The state.</param>
/// <returns>Whether to go on.</returns>
public delegate LoopControl MapBody<TKey, TValue, TState>(in TKey key, ref TValue value, ref TState state)
    where TKey : unmanaged where TValue : unmanaged where TState : unmanaged;
