namespace Bpf;

/// <summary>What is done with a record from user space.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TState">What it works on beside.</typeparam>
/// <param name="record">The record, a copy.</param>
/// <param name="state">The state.</param>
/// <returns>Whether to go on.</returns>
public delegate LoopControl UserRecordBody<T, TState>(in T record, ref TState state) where T : unmanaged where TState : unmanaged;
