using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Frontend.Declarations;

/// <summary>The map classes of the kernel-side API. Sources: kernel/bpf/*map*.c by map type; flags from include/uapi/linux/bpf.h.</summary>
internal static class MapClasses
{
    /// <summary>Bytes of a descriptor, an interface's index and the like.</summary>
    private const int Reference = 4;

    /// <summary>Bytes of an interface's index or a queue's size, and the descriptor of a program for what comes there (Linux 5.8, 5.9).</summary>
    private const int ReferenceAndProgram = 8;

    /// <summary>Bytes of a stack of 127 frames (<c>PERF_MAX_STACK_DEPTH</c>).</summary>
    private const int Stack = 127 * 8;

    private static readonly MapClass[] s_rows =
    [
        new("HashMap`2",          MapType.Hash,           MapKeys.TypeArgument),
        new("LruHashMap`2",       MapType.LruHash,        MapKeys.TypeArgument),
        new("PerCpuHashMap`2",    MapType.PercpuHash,     MapKeys.TypeArgument),
        new("LruPerCpuHashMap`2", MapType.LruPercpuHash,  MapKeys.TypeArgument),
        new("LpmTrie`2",          MapType.LpmTrie,        MapKeys.TypeArgument, MapFlags.NoPrealloc), // refused without
        new("ArrayMap`1",         MapType.Array,          MapKeys.Index),
        new("PerCpuArray`1",      MapType.PercpuArray,    MapKeys.Index),
        new("QueueMap`1",         MapType.Queue,          MapKeys.None),
        new("StackMap`1",         MapType.Stack,          MapKeys.None),
        new("BloomFilter`1",      MapType.BloomFilter,    MapKeys.None),
        new("ProgramArray`1",     MapType.ProgArray,      MapKeys.Slots),
        new("RingBuffer`1",       MapType.Ringbuf,        MapKeys.None)  { ValueSize = 0 },
        new("DynamicRingBuffer",  MapType.Ringbuf,        MapKeys.None)  { ValueSize = 0, HasRecords = false },
        new("UserRingBuffer`1",   MapType.UserRingbuf,    MapKeys.None)  { ValueSize = 0 },
        new("PerfEventArray`1",   MapType.PerfEventArray, MapKeys.Index) { ValueSize = Reference },
        new("StackTraceMap",      MapType.StackTrace,     MapKeys.Index) { ValueSize = Stack },
        new("CgroupArray",        MapType.CgroupArray,    MapKeys.Index) { ValueSize = Reference },
        new("DevMap",             MapType.Devmap,         MapKeys.Index) { ValueSize = ReferenceAndProgram },
        new("DevMapHash",         MapType.DevmapHash,     MapKeys.Index) { ValueSize = ReferenceAndProgram },
        new("CpuMap",             MapType.Cpumap,         MapKeys.Index) { ValueSize = ReferenceAndProgram },
        new("XskMap",             MapType.Xskmap,         MapKeys.Index) { ValueSize = Reference },
        new("SockMap",            MapType.Sockmap,        MapKeys.Index) { ValueSize = Reference },
        new("SockHash`1",         MapType.Sockhash,       MapKeys.TypeArgument) { ValueSize = Reference },
        new("ReuseportArray",     MapType.ReuseportSockarray, MapKeys.Index) { ValueSize = Reference },
        new("ArrayOfMaps`1",      MapType.ArrayOfMaps,    MapKeys.Index)        { ValueSize = Reference, HoldsMaps = true },
        new("HashOfMaps`2",       MapType.HashOfMaps,     MapKeys.TypeArgument) { ValueSize = Reference, HoldsMaps = true },
        new("Arena",              MapType.Arena,          MapKeys.None, MapFlags.Mmapable) { ValueSize = 0, HasRecords = false }, // refused without
        new("TaskStorage`1",      MapType.TaskStorage,    MapKeys.Owner, MapFlags.NoPrealloc), // refused without
        new("SocketStorage`1",    MapType.SkStorage,      MapKeys.Owner, MapFlags.NoPrealloc),
        new("InodeStorage`1",     MapType.InodeStorage,   MapKeys.Owner, MapFlags.NoPrealloc),
        new("CgroupStorage`1",    MapType.CgrpStorage,    MapKeys.Owner, MapFlags.NoPrealloc),
    ];

    private static readonly Dictionary<string, MapClass> s_byName =
        s_rows.ToDictionary(r => WellKnownNames.Namespace + "." + r.Name);

    /// <summary>The row of a class, or null where it is no map.</summary>
    public static MapClass? Find(string metadataName) => s_byName.TryGetValue(metadataName, out MapClass? row) ? row : null;
}
