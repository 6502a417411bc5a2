using System;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a map of sockets (<see cref="SockMap"/>, <see cref="ReuseportArray"/>, <see cref="XskMap"/>).</summary>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
public sealed class BpfSocketArray(BpfMap map) : BpfReferenceArray(map, MapType.Sockmap, MapType.ReuseportSockarray, MapType.Xskmap)
{
    /// <summary>Puts a socket in; closing it takes it out.</summary>
    /// <param name="index">The element.</param>
    /// <param name="socket">A socket in a state that the map takes: a connected or listening one, or one of a group on a port.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public void Set(uint index, Socket socket)
    {
        using FileDescriptor fd = Descriptors.OfSocket(socket);
        using FileDescriptor.Lease lease = fd.Use();
        Put(index, lease.Number);
    }
}
