using System;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Emit;

/// <summary>Which user-space class shows which kernel-side declaration.</summary>
internal static class UserViews
{
    /// <summary>The type of a map's property on <c>Loaded</c>.</summary>
    public static string TypeOf(MapModel map) => map.Kind switch
    {
        "HashMap" or "LruHashMap" => $"global::Bpf.BpfHashMap<{map.Key!.Display}, {map.Value!.Display}>",
        "PerCpuHashMap" => $"global::Bpf.BpfPerCpuHashMap<{map.Key!.Display}, {map.Value!.Display}>",
        "LpmTrie" => $"global::Bpf.BpfLpmTrie<{map.Key!.Display}, {map.Value!.Display}>",
        "ArrayMap" => $"global::Bpf.BpfArrayMap<{map.Value!.Display}>",
        "PerCpuArray" => $"global::Bpf.BpfPerCpuArray<{map.Value!.Display}>",
        "ProgramArray" => $"global::Bpf.BpfProgramArray<{map.Key!.Display}>",
        "RingBuffer" => $"global::Bpf.BpfRingBuffer<{map.Value!.Display}>",
        _ => throw new InvalidOperationException($"The map class {map.Kind} has no user view."),
    };

    /// <summary>What its constructor takes, the loaded object being <c>target</c>.</summary>
    public static string ArgumentsOf(MapModel map) =>
        map.Kind == "RingBuffer" ? $"target, \"{map.Name}\"" : $"target.Map(\"{map.Name}\")";
}
