using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The user's view of a ring buffer from user space to programs (<see cref="UserRingBuffer{T}"/>): its writing end.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <remarks>One object writes to a buffer at a time; its methods may be called by several threads.</remarks>
public sealed class BpfUserRingBuffer<T> where T : unmanaged
{
    private readonly Lazy<UserRing> ring;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfUserRingBuffer(BpfMap map)
    {
        map.Require(0, 0, MapType.UserRingbuf);
        ring = new Lazy<UserRing>(() => map.OwnUserRing(), LazyThreadSafetyMode.ExecutionAndPublication);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Puts a record in, for programs to take out. No system call is made, and no program is woken.</summary>
    /// <param name="record">The record, copied.</param>
    /// <returns>False where there is no room until programs have taken records out.</returns>
    /// <exception cref="ArgumentException">The record is larger than the buffer could ever hold.</exception>
    /// <exception cref="BpfException">The kernel refused to share the memory.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    public bool TrySubmit(in T record) => ring.Value.TrySubmit(Raw.Bytes(in record));

    /// <summary>Bytes that records not yet taken out occupy, each with its header of 8 bytes.</summary>
    public long PendingBytes => ring.Value.PendingBytes;

    /// <summary>The records that fit at most.</summary>
    public int Capacity => Map.Shape.MaxEntries / UserRing.SpaceOf(Unsafe.SizeOf<T>());
}
