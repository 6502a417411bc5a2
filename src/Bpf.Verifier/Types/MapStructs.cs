// Rests on: the kernel's BTF (bpf_array, bpf_htab, ...), messages of real verdicts.
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Types;

/// <summary>The kernel's structure behind a map: one row a structure.</summary>
internal static class MapStructs
{
    /// <summary>The structure's name; null where it isn't known.</summary>
    public static string? Of(MapType type) => type switch
    {
        MapType.Array or MapType.PercpuArray or MapType.ProgArray or MapType.PerfEventArray or MapType.CgroupArray
            or MapType.ArrayOfMaps => "bpf_array",
        MapType.Hash or MapType.PercpuHash or MapType.LruHash or MapType.LruPercpuHash or MapType.HashOfMaps => "bpf_htab",
        MapType.LpmTrie => "lpm_trie",
        MapType.StackTrace => "bpf_stack_map",
        MapType.Devmap or MapType.DevmapHash => "bpf_dtab",
        MapType.Cpumap => "bpf_cpu_map",
        MapType.Xskmap => "xsk_map",
        MapType.Sockmap => "bpf_stab",
        MapType.Sockhash => "bpf_shtab",
        MapType.Queue or MapType.Stack => "bpf_queue_stack",
        MapType.SkStorage or MapType.InodeStorage or MapType.TaskStorage or MapType.CgrpStorage => "bpf_local_storage_map",
        MapType.Ringbuf or MapType.UserRingbuf => "bpf_ringbuf_map",
        MapType.CgroupStorage or MapType.PercpuCgroupStorage => "bpf_cgroup_storage_map",
        MapType.ReuseportSockarray => "reuseport_array",
        MapType.BloomFilter => "bpf_bloom_filter",
        MapType.Arena => "bpf_arena",
        _ => null,
    };
}
