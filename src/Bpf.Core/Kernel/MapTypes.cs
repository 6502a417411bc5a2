using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using static Bpf.Core.Kernel.HelperId;
using static Bpf.Core.Kernel.MapFlags;
using static Bpf.Core.Kernel.MapType;
using static Bpf.Core.Kernel.SizeRule;

namespace Bpf.Core.Kernel;

/// <summary>The table of map types: one row a type. Adding a map type is one row here and its model in the VM.</summary>
/// <remarks>
/// Sources: sizes and flags the <c>map_alloc_check</c> and <c>map_alloc</c> callbacks in kernel/bpf/*.c, net/core/sock_map.c and
/// net/xdp/xskmap.c; helpers <c>check_map_func_compatibility</c>, kernel/bpf/verifier.c (Linux 6.12, and 6.18 where newer).
/// </remarks>
public static class MapTypes
{
    private const MapFlags UserAccess = Rdonly | Wronly;

    private static readonly SizeRule Word = Exactly(4);
    private static readonly SizeRule WordOrTwo = new(4, 8, 4);
    private static readonly SizeRule Any = AtLeast(1);
    private static readonly SizeRule PercpuValue = new(1, 32 * 1024); // PCPU_MIN_UNIT_SIZE
    private static readonly SizeRule CgroupStorageKey = new(8, 16, 8);

    private static readonly ImmutableArray<HelperId> Elements =
        [MapLookupElem, MapUpdateElem, MapDeleteElem, TimerInit];

    private static readonly ImmutableArray<HelperId> IteratedElements = [.. Elements, ForEachMapElem];

    private static readonly ImmutableArray<HelperId> PercpuElements = [.. IteratedElements, MapLookupPercpuElem];

    private static readonly ImmutableArray<HelperId> Records =
        [RingbufOutput, RingbufReserve, RingbufQuery, RingbufReserveDynptr, RingbufSubmitDynptr, RingbufDiscardDynptr];

    /// <summary>Every map type, ordered by number.</summary>
    public static ImmutableArray<MapTypeInfo> All { get; } =
    [
        //  type                name                     since   key                value                  flags                                     lookup
        Row(Hash,               "hash",                  "3.19", Any,               Any,                   NoPrealloc | NumaNode | AccessMask | ZeroSeed, MapLookup.Value, IteratedElements),
        Row(MapType.Array,      "array",                 "3.19", Word,              Any,                   NumaNode | Mmapable | AccessMask | InnerMap, MapLookup.Value, IteratedElements)
            with { DirectValue = true },
        Row(ProgArray,          "prog_array",            "4.2",  Word,              Word,                  NumaNode | UserAccess, MapLookup.Refused, [TailCall]),
        Row(PerfEventArray,     "perf_event_array",      "4.3",  Word,              Word,                  NumaNode | UserAccess | PreserveElems, MapLookup.Refused,
            [PerfEventRead, PerfEventOutput, SkbOutput, PerfEventReadValue, XdpOutput]),
        Row(PercpuHash,         "percpu_hash",           "4.6",  Any,               PercpuValue,           NoPrealloc | AccessMask | ZeroSeed, MapLookup.ValueOfThisCpu, PercpuElements)
            with { PerCpu = true },
        Row(PercpuArray,        "percpu_array",          "4.6",  Word,              PercpuValue,           AccessMask, MapLookup.ValueOfThisCpu, PercpuElements)
            with { PerCpu = true },
        Row(StackTrace,         "stack_trace",           "4.6",  Word,              new(8, int.MaxValue, 8), NumaNode | UserAccess | StackBuildId, MapLookup.Refused, [GetStackid]),
        Row(CgroupArray,        "cgroup_array",          "4.8",  Word,              Word,                  NumaNode | UserAccess, MapLookup.Refused, [SkbUnderCgroup, CurrentTaskUnderCgroup]),
        Row(LruHash,            "lru_hash",              "4.10", Any,               Any,                   NoCommonLru | NumaNode | AccessMask | ZeroSeed, MapLookup.Value, IteratedElements),
        Row(LruPercpuHash,      "lru_percpu_hash",       "4.10", Any,               PercpuValue,           NoCommonLru | AccessMask | ZeroSeed, MapLookup.ValueOfThisCpu, PercpuElements)
            with { PerCpu = true },
        Row(LpmTrie,            "lpm_trie",              "4.11", new(5, 260),       Any,                   NoPrealloc | NumaNode | AccessMask, MapLookup.Value, Elements)
            with { RequiredFlags = NoPrealloc },
        Row(ArrayOfMaps,        "array_of_maps",         "4.12", Word,              Word,                  NumaNode | UserAccess, MapLookup.InnerMap, [MapLookupElem])
            with { NeedsInnerMap = true },
        Row(HashOfMaps,         "hash_of_maps",          "4.12", Any,               Word,                  NoPrealloc | NumaNode | AccessMask | ZeroSeed, MapLookup.InnerMap, [MapLookupElem])
            with { NeedsInnerMap = true },
        Row(Devmap,             "devmap",                "4.14", Word,              WordOrTwo,             NumaNode | UserAccess, MapLookup.Value, [RedirectMap, MapLookupElem]),
        Row(Sockmap,            "sockmap",               "4.14", Word,              WordOrTwo,             NumaNode | UserAccess, MapLookup.Socket,
            [SkRedirectMap, SockMapUpdate, MsgRedirectMap, SkSelectReuseport, MapLookupElem, MapUpdateElem, MapDeleteElem]),
        Row(Cpumap,             "cpumap",                "4.15", Word,              WordOrTwo,             NumaNode, MapLookup.Refused, [RedirectMap]),
        Row(Xskmap,             "xskmap",                "4.18", Word,              Word,                  NumaNode | UserAccess, MapLookup.XdpSocket, [RedirectMap, MapLookupElem]),
        Row(Sockhash,           "sockhash",              "4.18", new(1, 512),       WordOrTwo,             NumaNode | UserAccess, MapLookup.Socket,
            [SkRedirectHash, SockHashUpdate, MsgRedirectHash, SkSelectReuseport, MapLookupElem, MapUpdateElem, MapDeleteElem]),
        Row(CgroupStorage,      "cgroup_storage",        "4.19", CgroupStorageKey,  Any,                   NumaNode | AccessMask, MapLookup.Refused, [GetLocalStorage])
            with { Entries = MapEntries.Zero },
        Row(ReuseportSockarray, "reuseport_sockarray",   "4.19", Word,              WordOrTwo,             NumaNode | AccessMask, MapLookup.Refused, [SkSelectReuseport]),
        Row(PercpuCgroupStorage, "percpu_cgroup_storage", "4.20", CgroupStorageKey, Any,                   NumaNode | AccessMask, MapLookup.Refused, [GetLocalStorage])
            with { Entries = MapEntries.Zero, PerCpu = true },
        Row(MapType.Queue,      "queue",                 "4.20", SizeRule.None,     Any,                   NumaNode | AccessMask, MapLookup.Refused, [MapPushElem, MapPopElem, MapPeekElem]),
        Row(MapType.Stack,      "stack",                 "4.20", SizeRule.None,     Any,                   NumaNode | AccessMask, MapLookup.Refused, [MapPushElem, MapPopElem, MapPeekElem]),
        Row(SkStorage,          "sk_storage",            "5.2",  Word,              Any,                   NoPrealloc | Clone, MapLookup.Refused, [SkStorageGet, SkStorageDelete, KptrXchg])
            with { Entries = MapEntries.Zero, RequiredFlags = NoPrealloc, NeedsBtf = true },
        Row(DevmapHash,         "devmap_hash",           "5.4",  Word,              WordOrTwo,             NumaNode | UserAccess, MapLookup.Value, [RedirectMap, MapLookupElem]),
        Row(StructOps,          "struct_ops",            "5.6",  Word,              Any,                   MapFlags.Link | VtypeBtfObjFd, MapLookup.Refused, [])
            with { Entries = MapEntries.One, NeedsBtf = true, Proven = false },
        Row(Ringbuf,            "ringbuf",               "5.8",  SizeRule.None,     SizeRule.None,         NumaNode | RbOverwrite, MapLookup.Refused, Records)
            with { Entries = MapEntries.PowerOfTwoPages },
        Row(InodeStorage,       "inode_storage",         "5.10", Word,              Any,                   NoPrealloc | Clone, MapLookup.Refused, [InodeStorageGet, InodeStorageDelete, KptrXchg])
            with { Entries = MapEntries.Zero, RequiredFlags = NoPrealloc, NeedsBtf = true },
        Row(TaskStorage,        "task_storage",          "5.11", Word,              Any,                   NoPrealloc | Clone, MapLookup.Refused, [TaskStorageGet, TaskStorageDelete, KptrXchg])
            with { Entries = MapEntries.Zero, RequiredFlags = NoPrealloc, NeedsBtf = true },
        Row(BloomFilter,        "bloom_filter",          "5.16", SizeRule.None,     Any,                   NumaNode | ZeroSeed | AccessMask, MapLookup.Refused, [MapPushElem, MapPeekElem]),
        Row(UserRingbuf,        "user_ringbuf",          "6.1",  SizeRule.None,     SizeRule.None,         NumaNode, MapLookup.Refused, [UserRingbufDrain])
            with { Entries = MapEntries.PowerOfTwoPages },
        Row(CgrpStorage,        "cgrp_storage",          "6.2",  Word,              Any,                   NoPrealloc | Clone, MapLookup.Refused, [CgrpStorageGet, CgrpStorageDelete, KptrXchg])
            with { Entries = MapEntries.Zero, RequiredFlags = NoPrealloc, NeedsBtf = true },
        Row(Arena,              "arena",                 "6.9",  SizeRule.None,     SizeRule.None,         Mmapable | SegvOnFault | NoUserConv, MapLookup.NeverFound, [])
            with { RequiredFlags = Mmapable, DirectValue = true },
        Row(InsnArray,          "insn_array",            "6.19", Word,              Exactly(16),           MapFlags.None, MapLookup.Refused, [])
            with { DirectValue = true, Proven = false },
        Row(Rhash,              "rhash",                 "7.2",  Any,               Any,                   NoPrealloc | NumaNode | AccessMask, MapLookup.Value, Elements)
            with { RequiredFlags = NoPrealloc, Proven = false },
    ];

    private static readonly Dictionary<string, MapTypeInfo> Names = All.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The row of a map type.</summary>
    /// <param name="type">The kernel's number.</param>
    /// <returns>The row; null where the number names no map type.</returns>
    public static MapTypeInfo? Find(MapType type) => (uint)((int)type - 1) < (uint)All.Length ? All[(int)type - 1] : null;

    /// <summary>The row of a map type by its name in bpftool.</summary>
    /// <param name="name">For example <c>lru_hash</c>.</param>
    /// <returns>The row; null where no map type has the name.</returns>
    public static MapTypeInfo? Find(string name) => Names.TryGetValue(name, out MapTypeInfo? row) ? row : null;

    private static MapTypeInfo Row(
        MapType type,
        string name,
        string since,
        SizeRule key,
        SizeRule value,
        MapFlags flags,
        MapLookup lookup,
        ImmutableArray<HelperId> helpers) => new()
        {
            Type = type,
            Name = name,
            Since = Version.Parse(since),
            Key = key,
            Value = value,
            Flags = flags,
            Lookup = lookup,
            Helpers = helpers,
        };
}
