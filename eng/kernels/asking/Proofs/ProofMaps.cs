using Bpf.Core.Kernel;

namespace Bpf.KernelAsking;

/// <summary>The maps of a <see cref="CallSample"/>, in the order of its indexes.</summary>
public sealed class ProofMaps : IDisposable
{
    /// <summary>Makes them, the first of a type that the helper takes.</summary>
    public ProofMaps(HelperId helper)
        : this(MapTypes.All.First(row => row.Proven && (row.Allows(helper) || row.Type == MapType.Hash) && row.Allows(helper) == AnyAllows(helper)))
    {
    }

    /// <summary>Makes them, the first of that type.</summary>
    public ProofMaps(MapTypeInfo asked)
    {
        MapTypeInfo array = MapTypes.Find(MapType.Array)!, ringbuf = MapTypes.Find(MapType.Ringbuf)!;
        int constant = RawBpf.CreateMap(MapSamples.Of(array) with { ValueSize = 64, Flags = (uint)MapFlags.RdonlyProg });
        _ = RawBpf.Set(constant, new byte[64]);
        _ = RawBpf.Freeze(constant);
        int locked = MapSamples.Create(array, MapSamples.Of(array) with { BtfKeyTypeId = ProofBtf.Int, BtfValueTypeId = ProofBtf.Locked });
        Descriptors = [MapSamples.Create(asked, MapSamples.Of(asked)), MapSamples.Create(ringbuf, MapSamples.Of(ringbuf)), constant, locked];
        if (Descriptors.Any(static descriptor => descriptor <= 0))
            throw new InvalidOperationException($"the kernel refuses a map of the proofs: {string.Join(", ", Descriptors)}");
    }

    /// <summary>Their descriptors.</summary>
    public int[] Descriptors { get; }

    /// <summary>Closes them.</summary>
    public void Dispose() => Array.ForEach(Descriptors, RawBpf.Close);

    private static bool AnyAllows(HelperId helper) => MapTypes.All.Any(row => row.Proven && row.Allows(helper));
}
