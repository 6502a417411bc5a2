using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Emit;

/// <summary>Which user-space class shows which map.</summary>
internal static class UserViews
{
    /// <summary>A map class's view.</summary>
    /// <param name="Kind">The kernel-side class.</param>
    /// <param name="Class">The view; <c>{0}</c> is the key's type, <c>{1}</c> the value's or the view of the maps in it.</param>
    /// <param name="CountsLoss">True where it also takes the object, whose globals count losses.</param>
    private sealed record View(string Kind, string Class, bool CountsLoss = false);

    private static readonly Dictionary<string, View> Rows = new View[]
    {
        new("HashMap",          "BpfHashMap<{0}, {1}>"),
        new("LruHashMap",       "BpfHashMap<{0}, {1}>"),
        new("PerCpuHashMap",    "BpfPerCpuHashMap<{0}, {1}>"),
        new("LruPerCpuHashMap", "BpfPerCpuHashMap<{0}, {1}>"),
        new("LpmTrie",          "BpfLpmTrie<{0}, {1}>"),
        new("ArrayMap",         "BpfArrayMap<{1}>"),
        new("PerCpuArray",      "BpfPerCpuArray<{1}>"),
        new("QueueMap",         "BpfSequence<{1}>"),
        new("StackMap",         "BpfSequence<{1}>"),
        new("BloomFilter",      "BpfBloomFilter<{1}>"),
        new("ProgramArray",     "BpfProgramArray<{0}>"),
        new("RingBuffer",       "BpfRingBuffer<{1}>", CountsLoss: true),
        new("DynamicRingBuffer", "BpfDynamicRingBuffer", CountsLoss: true),
        new("PerfEventArray",   "BpfPerfEventArray<{1}>"),
        new("UserRingBuffer",   "BpfUserRingBuffer<{1}>"),
        new("StackTraceMap",    "BpfStackTraces"),
        new("CgroupArray",      "BpfCgroupArray"),
        new("DevMap",           "BpfDevMap"),
        new("DevMapHash",       "BpfDevMap"),
        new("CpuMap",           "BpfCpuMap"),
        new("XskMap",           "BpfSocketArray"),
        new("SockMap",          "BpfSocketArray"),
        new("SockHash",         "BpfSocketHash<{0}>"),
        new("ReuseportArray",   "BpfSocketArray"),
        new("ArrayOfMaps",      "BpfMapOfMaps<{0}, {1}>"),
        new("HashOfMaps",       "BpfMapOfMaps<{0}, {1}>"),
        new("Arena",            "BpfArena"),
        new("TaskStorage",      "BpfTaskStorage<{1}>"),
        new("SocketStorage",    "BpfSocketStorage<{1}>"),
        new("InodeStorage",     "BpfInodeStorage<{1}>"),
        new("CgroupStorage",    "BpfCgroupStorage<{1}>"),
    }.ToDictionary(row => row.Kind);

    /// <summary>The type of a map's property on <c>Loaded</c>.</summary>
    public static string TypeOf(MapModel map) =>
        "global::Bpf." + Rows[map.Kind].Class.Replace("{0}", map.Key?.Display).Replace("{1}", map.Inner is { } inner ? TypeOf(inner) : map.Value?.Display);

    /// <summary>What its constructor takes, the loaded object being <c>target</c>.</summary>
    public static string ArgumentsOf(MapModel map) =>
        Rows[map.Kind].CountsLoss ? $"target, \"{map.Name}\""
        : map.Inner is { } inner ? $"target.Map(\"{map.Name}\"), static map => new {TypeOf(inner)}(map)"
        : $"target.Map(\"{map.Name}\")";
}
