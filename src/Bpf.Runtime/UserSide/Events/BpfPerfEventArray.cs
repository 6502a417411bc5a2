using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// The user's view of a perf event array (<see cref="PerfEventArray{T}"/>): its one reader. Records come in the order of each CPU; they begin to be
/// kept with the first read.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class BpfPerfEventArray<T> : BpfEventReader<T> where T : unmanaged
{
    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfPerfEventArray(BpfMap map) : base(map, sizeof(uint), sizeof(uint), MapType.PerfEventArray)
    {
    }

    /// <summary>Records that found no room, as far as the records read so far tell.</summary>
    public override ulong Lost => Map.Ring.Lost;

    /// <summary>Opens the queues now, so that records are kept from here on.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Open() => _ = Map.Ring;
}
