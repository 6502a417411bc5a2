using System;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of sockets by key (<see cref="SockHash{TKey}"/>).</summary>
/// <typeparam name="TKey">The key.</typeparam>
public sealed class BpfSocketHash<TKey> where TKey : unmanaged
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or has other keys.</exception>
    public BpfSocketHash(BpfMap map)
    {
        backend = map.Require(Unsafe.SizeOf<TKey>(), sizeof(uint), MapType.Sockhash);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Puts a socket in; closing it takes it out.</summary>
    /// <param name="key">The key; a socket that is there already is replaced.</param>
    /// <param name="socket">A connected or listening socket.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public void Set(TKey key, Socket socket)
    {
        using FileDescriptor fd = Descriptors.OfSocket(socket);
        using FileDescriptor.Lease lease = fd.Use();
        int number = lease.Number;
        int result = backend.Update(Raw.Bytes(in key), Raw.Bytes(in number), 0);
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }

    /// <summary>Takes a socket out.</summary>
    /// <param name="key">The key.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapElements.Remove(backend, Raw.Bytes(in key));
}
