using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of values that files own, by path (<see cref="InodeStorage{TValue}"/>).</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type or another size.</exception>
public sealed class BpfInodeStorage<TValue>(BpfMap map) : BpfLocalStorage<string, TValue>(map, MapType.InodeStorage) where TValue : unmanaged
{
    private protected override FileDescriptor Open(string owner) => Descriptors.OfPath(owner);
}
