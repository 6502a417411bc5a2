using System.Collections.Concurrent;
using System.Threading;
using Bpf.Frontend;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// The last lowerings, by class and fingerprint: what generator and analyzers of one compiler process share, so that a program is
/// bound and compiled once, however many of them ask and however often an editor re-runs them.
/// </summary>
internal static class LoweringCache
{
    /// <summary>Two a class: an editor may hold two compilations of a project at once (its own and a build's).</summary>
    private const int Ways = 2;

    private static readonly ConcurrentDictionary<string, Entry?[]> Entries = new();

    /// <summary>The lowering of a class; the same instance as before where nothing it depends on has changed.</summary>
    /// <param name="compilation">The compilation that has the class.</param>
    /// <param name="type">The class.</param>
    /// <param name="places">Where its source is in this compilation.</param>
    /// <param name="ct">Stops the work.</param>
    public static LoweredObject Get(Compilation compilation, INamedTypeSymbol type, out SourcePlaces places, CancellationToken ct)
    {
        string key = compilation.AssemblyName + "/" + type.ToDisplayString();
        Entry?[] ways = Entries.GetOrAdd(key, static _ => new Entry?[Ways]);
        foreach (Entry? entry in ways)
        {
            if (entry is not null && entry.Fingerprint.Matches(compilation, ct))
            {
                places = entry.Fingerprint.PlacesIn(compilation, ct);
                return entry.Lowered;
            }
        }

        LoweringResult result = Libraries.Lower(compilation, type, ct);
        Fingerprint fingerprint = Fingerprint.Of(compilation, result, ct);
        places = fingerprint.PlacesIn(compilation, ct);
        Entry made = new(fingerprint, new LoweredObject(result, places, new SourceLines(compilation, result.TouchedTrees)));
        lock (ways)
        {
            ways[1] = ways[0];
            ways[0] = made;
        }

        return made.Lowered;
    }

    private sealed record Entry(Fingerprint Fingerprint, LoweredObject Lowered);
}
