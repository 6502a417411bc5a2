using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a ring buffer (<see cref="RingBuffer{T}"/>): its one reader.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class BpfRingBuffer<T> : BpfEventReader<T> where T : unmanaged
{
    private readonly BpfGlobal<ulong>? lostByPrograms;

    /// <summary>Makes the view.</summary>
    /// <param name="target">The object; its global <c>name.lost</c>, where it has one, counts losses.</param>
    /// <param name="name">The map's name.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfRingBuffer(BpfObject target, string name) : this(target.Map(name)) =>
        lostByPrograms = target.TryGetGlobal(name + ".lost", out BpfGlobal<ulong>? lost) ? lost : null;

    /// <summary>Makes the view of a ring buffer whose losses nobody counts, for example a pinned one.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfRingBuffer(BpfMap map) : base(map, 0, 0, MapType.Ringbuf)
    {
    }

    /// <summary>Records that found no room, since the programs were loaded.</summary>
    public override ulong Lost => (lostByPrograms?.Value ?? 0) + Map.Backend.LostInWorld;
}
