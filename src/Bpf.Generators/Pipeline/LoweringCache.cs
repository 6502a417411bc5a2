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
    public static LoweredObject Get(Compilation compilation, INamedTypeSymbol type, CancellationToken ct)
    {
        string key = compilation.AssemblyName + "/" + type.ToDisplayString();
        Entry?[] ways = Entries.GetOrAdd(key, static _ => new Entry?[Ways]);
        foreach (Entry? entry in ways)
        {
            if (entry is not null && entry.Fingerprint.Matches(compilation, ct))
                return entry.Lowered;
        }

        LoweringResult result = FrontEnd.Lower(compilation, type, FrontEndOptions.Default, ct);
        LoweredObject lowered = new(result, new SourceLines(compilation, result.TouchedTrees));
        Entry made = new(Fingerprint.Of(compilation, result.TouchedTrees, result.HasCSharpErrors, ct), lowered);
        lock (ways)
        {
            ways[1] = ways[0];
            ways[0] = made;
        }

        return lowered;
    }

    private sealed record Entry(Fingerprint Fingerprint, LoweredObject Lowered);
}
