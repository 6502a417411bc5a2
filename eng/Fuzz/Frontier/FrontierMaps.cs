using System.Collections.Immutable;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Fuzz.Frontier;

/// <summary>The maps that random programs name.</summary>
internal static class FrontierMaps
{
    /// <summary>The map that holds what a program starts with: eight numbers.</summary>
    public const string Inputs = "inputs";

    /// <summary>Where registers are put to be looked at, in the simulated kernel only.</summary>
    public const string Snapshot = "snapshot";

    public static readonly ImmutableArray<MapSpec> All =
    [
        new() { Name = Inputs, Type = MapType.Array, KeySize = 4, ValueSize = 64, MaxEntries = 1 },
        new() { Name = "array", Type = MapType.Array, KeySize = 4, ValueSize = 48, MaxEntries = 4 },
        new() { Name = "hash", Type = MapType.Hash, KeySize = 8, ValueSize = 16, MaxEntries = 8 },
        new() { Name = "percpu", Type = MapType.PercpuArray, KeySize = 4, ValueSize = 8, MaxEntries = 2 },
        new() { Name = "ring", Type = MapType.Ringbuf, MaxEntries = 4096 },
        new() { Name = "programs", Type = MapType.ProgArray, KeySize = 4, ValueSize = 4, MaxEntries = 2 },
        new() { Name = "constants", Type = MapType.Array, KeySize = 4, ValueSize = 16, MaxEntries = 1, Flags = (uint)MapFlags.RdonlyProg },
    ];

    /// <summary>The index of a map; null where there is none of the name.</summary>
    public static int? IndexOf(string name)
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (All[i].Name == name) return i;
        }

        return null;
    }
}
