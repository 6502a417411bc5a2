using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of values that sockets own (<see cref="SocketStorage{TValue}"/>).</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type or another size.</exception>
public sealed class BpfSocketStorage<TValue>(BpfMap map) : BpfLocalStorage<Socket, TValue>(map, MapType.SkStorage) where TValue : unmanaged
{
    private protected override FileDescriptor Open(Socket owner) => Descriptors.OfSocket(owner);
}
