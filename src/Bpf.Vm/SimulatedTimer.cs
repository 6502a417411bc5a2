using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;

namespace Bpf.Vm;

/// <summary>A timer in a map's value.</summary>
/// <param name="address">Where its field is.</param>
/// <param name="map">The map.</param>
internal sealed class SimulatedTimer(ulong address, MapModel map)
{
    public ulong Address { get; } = address;

    public MapModel Map { get; } = map;

    /// <summary>The program whose function is called; null before that is said.</summary>
    public DecodedProgram? Program { get; set; }

    /// <summary>The function.</summary>
    public int Entry { get; set; }

    /// <summary>When it ends, by the monotonic clock; null while it doesn't run.</summary>
    public ulong? Due { get; set; }
}
