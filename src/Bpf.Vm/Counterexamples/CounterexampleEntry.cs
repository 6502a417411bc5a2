using System.Collections.Immutable;

namespace Bpf.Vm.Counterexamples;

/// <summary>An element that a map holds before the run.</summary>
/// <param name="Map">The map's name.</param>
/// <param name="Key">The key's bytes.</param>
/// <param name="Value">The value's bytes.</param>
public sealed record CounterexampleEntry(string Map, ImmutableArray<byte> Key, ImmutableArray<byte> Value);
