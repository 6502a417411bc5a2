using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a map of interfaces (<see cref="DevMap"/>, <see cref="DevMapHash"/>).</summary>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
public sealed class BpfDevMap(BpfMap map) : BpfReferenceArray(map, MapType.Devmap, MapType.DevmapHash)
{
    /// <summary>Puts an interface in.</summary>
    /// <param name="key">The element.</param>
    /// <param name="interfaceName">The interface, of this network namespace.</param>
    /// <param name="program">What runs on the packets that come there; null for none.</param>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public void Set(uint key, string interfaceName, XdpMapProgram? program = null) => Put(key, Interfaces.Index(interfaceName), program);

    /// <summary>Puts an interface in by its index.</summary>
    /// <param name="key">The element.</param>
    /// <param name="interfaceIndex">The interface, of this network namespace.</param>
    /// <param name="program">What runs on the packets that come there; null for none.</param>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public void Set(uint key, int interfaceIndex, XdpMapProgram? program = null) => Put(key, interfaceIndex, program);
}
