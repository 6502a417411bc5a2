namespace Bpf;

/// <summary>One round of <see cref="Loop.Repeat"/>: a <c>static</c> lambda or method.</summary>
/// <typeparam name="TState">What it works on.</typeparam>
/// <param name="index">The round, from 0.</param>
/// <param name="state">The state.</param>
/// <returns>Whether to go on.</returns>
public delegate LoopControl LoopBody<TState>(uint index, ref TState state) where TState : unmanaged;
