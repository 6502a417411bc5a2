using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Frontend.Declarations;

/// <summary>A kernel-side map class and the kernel's map type behind it.</summary>
/// <param name="Name">Metadata name without namespace.</param>
/// <param name="Type">The kernel's map type.</param>
/// <param name="Keys">Where its keys come from.</param>
/// <param name="Flags"><c>BPF_F_*</c> flags of creation.</param>
internal sealed record MapClass(string Name, MapType Type, MapKeys Keys, uint Flags = 0);

/// <summary>What a map's keys are.</summary>
internal enum MapKeys
{
    /// <summary>There are none.</summary>
    None,

    /// <summary><c>uint</c> indexes.</summary>
    Index,

    /// <summary>The first type argument.</summary>
    TypeArgument,

    /// <summary>Members of the enumeration that is the type argument, as <c>uint</c>; the values are <c>uint</c>, too.</summary>
    Slots,
}

/// <summary>The map classes of the kernel-side API. Sources: kernel/bpf/*map*.c by map type; flags from include/uapi/linux/bpf.h.</summary>
internal static class MapClasses
{
    private const uint NoPrealloc = 1; // BPF_F_NO_PREALLOC: LPM tries are refused without

    private static readonly MapClass[] s_rows =
    [
        new("HashMap`2",       MapType.Hash,        MapKeys.TypeArgument),
        new("LruHashMap`2",    MapType.LruHash,     MapKeys.TypeArgument),
        new("PerCpuHashMap`2", MapType.PercpuHash,  MapKeys.TypeArgument),
        new("LpmTrie`2",       MapType.LpmTrie,     MapKeys.TypeArgument, NoPrealloc),
        new("ArrayMap`1",      MapType.Array,       MapKeys.Index),
        new("PerCpuArray`1",   MapType.PercpuArray, MapKeys.Index),
        new("RingBuffer`1",    MapType.Ringbuf,     MapKeys.None),
        new("ProgramArray`1",  MapType.ProgArray,   MapKeys.Slots),
    ];

    private static readonly Dictionary<string, MapClass> s_byName =
        s_rows.ToDictionary(r => WellKnownNames.Namespace + "." + r.Name);

    /// <summary>The row of a class, or null where it is no map.</summary>
    public static MapClass? Find(string metadataName) => s_byName.TryGetValue(metadataName, out MapClass? row) ? row : null;
}
