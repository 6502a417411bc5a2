using Bpf.Core.Kernel;
using Bpf.KernelAsking;

namespace Bpf.Tests.Kernel;

/// <summary>The maps of a <see cref="CallSample"/>, in the order of its indexes.</summary>
internal sealed class ProofMaps : IDisposable
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
        Assert.Equal((0, 0), (RawBpf.Set(constant, new byte[64]), RawBpf.Freeze(constant)));
        int locked = MapSamples.Create(array, MapSamples.Of(array) with { BtfKeyTypeId = ProofBtf.Int, BtfValueTypeId = ProofBtf.Locked });
        Descriptors = [MapSamples.Create(asked, MapSamples.Of(asked)), MapSamples.Create(ringbuf, MapSamples.Of(ringbuf)), constant, locked];
        Assert.All(Descriptors, descriptor => Assert.True(descriptor > 0));
    }

    /// <summary>Their descriptors.</summary>
    public int[] Descriptors { get; }

    /// <summary>Closes them.</summary>
    public void Dispose() => Array.ForEach(Descriptors, RawBpf.Close);

    private static bool AnyAllows(HelperId helper) => MapTypes.All.Any(row => row.Proven && row.Allows(helper));
}
