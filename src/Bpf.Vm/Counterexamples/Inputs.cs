using System;
using System.Collections.Immutable;
using System.Linq;

namespace Bpf.Vm.Counterexamples;

/// <summary>All that a run is given.</summary>
/// <param name="Packet">The packet; null where the program type has none.</param>
/// <param name="Context">The context's bytes.</param>
/// <param name="Entries">What is put into maps.</param>
/// <param name="TaskId">The task's thread and process id.</param>
/// <param name="Seed">Where random numbers start.</param>
/// <param name="FullRings">Whether ring buffers are full.</param>
internal sealed record Inputs(
    byte[]? Packet, byte[] Context, ImmutableArray<CounterexampleEntry> Entries, uint TaskId = 1, ulong Seed = 1, bool FullRings = false)
{
    /// <summary>With an element more, instead of one with the same key.</summary>
    public Inputs With(CounterexampleEntry entry) => this with
    {
        Entries = [.. Entries.Where(other => other.Map != entry.Map || !other.Key.AsSpan().SequenceEqual(entry.Key.AsSpan())), entry],
    };
}
