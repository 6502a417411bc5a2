using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a map of CPUs (<see cref="CpuMap"/>).</summary>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
public sealed class BpfCpuMap(BpfMap map) : BpfReferenceArray(map, MapType.Cpumap)
{
    /// <summary>Opens a CPU's queue, which a thread of the kernel then serves.</summary>
    /// <param name="cpu">The CPU, from 0.</param>
    /// <param name="queueSize">The packets that it holds at most.</param>
    /// <param name="program">What runs on the packets that come there; null for none.</param>
    /// <exception cref="BpfException">There is no such CPU, or the kernel refused.</exception>
    public void Set(uint cpu, int queueSize, XdpMapProgram? program = null) => Put(cpu, queueSize, program);
}
