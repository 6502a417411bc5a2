namespace Bpf.Kernel.Tests.Probes;

/// <summary>Maps in maps, and an array whose memory user space shares.</summary>
[BpfObject(License = "GPL")]
public static partial class Nested
{
    static readonly HashOfMaps<uint, HashMap<uint, ulong>> ByGroup = new(maxEntries: 8, inner: new(maxEntries: 16));
    static readonly ArrayOfMaps<ArrayMap<ulong>> ByIndex = new(maxEntries: 4, inner: new(maxEntries: 2));
    static readonly ArrayMap<ulong> Shared = new(maxEntries: 600, mapped: true);

    /// <summary>Counts its second argument in the map that its first names.</summary>
    [RawTracepoint("sys_enter")]
    static int Count(in RawTracepointArgs ctx)
    {
        uint group = (uint)ctx.Argument0, key = (uint)ctx.Argument1;
        if (Shared.TryFind(group, out Ref<ulong> shared)) shared.Value++;
        if (ByIndex.TryFind(group, out ArrayMap<ulong>? totals)) Add(totals);
        if (!ByGroup.TryFind(group, out HashMap<uint, ulong>? counts)) return -1;
        if (!counts.TryFind(key, out Ref<ulong> count)) return counts.TryAdd(key, 1) ? 1 : -2;
        return (int)++count.Value;
    }

    private static void Add(ArrayMap<ulong> totals)
    {
        if (totals.TryFind(1, out Ref<ulong> total)) total.Value++;
    }
}
