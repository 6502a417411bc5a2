using System.Collections.Immutable;
using System.Linq;

namespace Bpf.Vm.Counterexamples;

/// <summary>A lookup on the path.</summary>
/// <param name="Map">The map's index in the request.</param>
/// <param name="Key">The key's bytes; default where they are not known.</param>
internal sealed record Lookup(int Map, ImmutableArray<Term> Key)
{
    /// <summary>True where the path goes on with a value.</summary>
    public bool IsFound { get; set; }

    /// <summary>The key for some inputs; null where it is not known.</summary>
    public byte[]? KeyFor(Assignment inputs) => Key.IsDefault ? null : [.. Key.Select(term => (byte)term.Evaluate(inputs))];
}
