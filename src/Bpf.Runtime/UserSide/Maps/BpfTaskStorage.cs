using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of values that tasks own, by process id (<see cref="TaskStorage{TValue}"/>).</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type or another size.</exception>
public sealed class BpfTaskStorage<TValue>(BpfMap map) : BpfLocalStorage<int, TValue>(map, MapType.TaskStorage) where TValue : unmanaged
{
    private protected override FileDescriptor Open(int owner) => Descriptors.OfProcess(owner);
}
