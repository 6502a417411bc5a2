using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary>Makes the model of a map, or refuses as <c>BPF_MAP_CREATE</c> would.</summary>
internal static class MapFactory
{
    private const uint NoPrealloc = 1u << 0;
    private const int PageSize = 4096;

    /// <summary>Makes a map.</summary>
    /// <param name="spec">What to make.</param>
    /// <param name="cpus">The kernel's CPUs.</param>
    /// <exception cref="BpfLoadException">The type is not simulated, or the kernel would refuse the sizes or flags.</exception>
    public static MapModel Create(MapSpec spec, int cpus)
    {
        Check(spec);
        return spec.Type switch
        {
            MapType.Array => new ArrayMapModel(spec),
            MapType.PercpuArray => new ArrayMapModel(spec, cpus),
            MapType.Hash => new HashMapModel(spec, perCpu: false, cpus),
            MapType.PercpuHash => new HashMapModel(spec, perCpu: true, cpus),
            MapType.LruHash => new LruHashMapModel(spec, perCpu: false, cpus),
            MapType.LruPercpuHash => new LruHashMapModel(spec, perCpu: true, cpus),
            MapType.LpmTrie => new LpmTrieModel(spec),
            MapType.Ringbuf => new RingBufferModel(spec),
            MapType.Queue or MapType.Stack => new SequenceModel(spec),
            MapType.BloomFilter => new BloomFilterModel(spec),
            MapType.PerfEventArray => new PerfEventArrayModel(spec),
            MapType.DevmapHash => new HashMapModel(spec, perCpu: false, cpus),
            MapType.ProgArray or MapType.ArrayOfMaps or MapType.Devmap or MapType.Cpumap or MapType.Xskmap => new ReferenceArrayModel(spec),
            MapType.HashOfMaps => new HashMapModel(spec, perCpu: false, cpus),
            _ => throw new BpfLoadException(spec.Name, $"maps of type {spec.Type} are not simulated"),
        };
    }

    private static void Check(MapSpec spec)
    {
        bool holdsMaps = spec.Type is MapType.ArrayOfMaps or MapType.HashOfMaps;
        Require(spec, holdsMaps == spec.InnerMap is not null, holdsMaps ? "a map of maps needs to know what its maps look like" : "only maps of maps hold maps");
        if (spec.InnerMap is { } inner) Check(inner);
        Require(spec, spec.HeldMaps.IsEmpty, "a map of maps that holds maps from the start is not simulated");
        Require(spec, spec.HeldPrograms.IsEmpty, "a map of programs that holds programs from the start is not simulated");
        if (spec.MaxEntries < 0 || spec is { MaxEntries: 0, Type: not MapType.PerfEventArray }) throw new BpfLoadException(spec.Name, "max_entries must be positive");
        if (spec.Type == MapType.Ringbuf)
        {
            Require(spec, spec.KeySize == 0 && spec.ValueSize == 0, "a ring buffer has neither keys nor values");
            Require(spec, spec.MaxEntries % PageSize == 0 && (spec.MaxEntries & spec.MaxEntries - 1) == 0,
                "the size of a ring buffer is a power of two and a multiple of the page size");
            return;
        }
        Require(spec, spec.Type != MapType.Arena, "arenas are not simulated");
        Require(spec, spec.ValueSize > 0, "value_size must be positive");
        if (spec.Type is MapType.Queue or MapType.Stack or MapType.BloomFilter)
            Require(spec, spec.KeySize == 0, "queues, stacks and Bloom filters have no keys");
        if (spec.Type is MapType.Array or MapType.PercpuArray or MapType.ProgArray or MapType.ArrayOfMaps or MapType.Devmap or MapType.DevmapHash or MapType.Cpumap or MapType.Xskmap)
            Require(spec, spec.KeySize == 4, "the key of an array has 4 bytes");
        if (spec.Type is MapType.ProgArray || holdsMaps)
            Require(spec, spec.ValueSize == 4, "the value of a program array or a map of maps has 4 bytes");
        if (spec.Type is MapType.Hash or MapType.HashOfMaps or MapType.PercpuHash or MapType.LruHash or MapType.LruPercpuHash)
            Require(spec, spec.KeySize > 0, "key_size must be positive");
        if (spec.Type is MapType.LpmTrie)
        {
            Require(spec, spec.KeySize is > 4 and <= 4 + 256, "the key of an LPM trie is a 32-bit prefix length and 1 to 256 bytes");
            Require(spec, (spec.Flags & NoPrealloc) != 0, "an LPM trie needs BPF_F_NO_PREALLOC");
        }
        if (spec.Type is MapType.LruHash or MapType.LruPercpuHash)
            Require(spec, (spec.Flags & NoPrealloc) == 0, "an LRU hash cannot have BPF_F_NO_PREALLOC");
    }

    private static void Require(MapSpec spec, bool condition, string reason)
    {
        if (!condition) throw new BpfLoadException(spec.Name, reason);
    }
}
