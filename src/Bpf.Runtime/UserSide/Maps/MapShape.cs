using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>What a map is, whoever made it.</summary>
/// <param name="Name">Its name in the object, or the path it was opened by.</param>
/// <param name="Type">The kernel's map type.</param>
/// <param name="KeySize">In bytes; 0 where there are no keys.</param>
/// <param name="ValueSize">In bytes, of one CPU's value; 0 where there are no values.</param>
/// <param name="MaxEntries">Most entries; a ring buffer's size in bytes.</param>
/// <param name="Flags"><c>BPF_F_*</c> flags of its creation.</param>
public sealed record MapShape(string Name, MapType Type, int KeySize, int ValueSize, int MaxEntries, uint Flags)
{
    /// <summary>True for types with one value a CPU.</summary>
    public bool IsPerCpu => Type is MapType.PercpuHash or MapType.PercpuArray or MapType.LruPercpuHash or MapType.PercpuCgroupStorage;

    internal static MapShape Of(MapSpec spec) => new(spec.Name, spec.Type, spec.KeySize, spec.ValueSize, spec.MaxEntries, spec.Flags);
}
