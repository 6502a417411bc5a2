using System;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>
/// A queue of records from programs to user space, shared by all CPUs, in order: <c>BPF_MAP_TYPE_RINGBUF</c> (Linux 5.8). Records that
/// find no room are counted in a global that the compiler adds (<c>name.lost</c>); readers see the count.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="bytes">Size in bytes: a power of two and a multiple of the page size. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class RingBuffer<T>(int bytes, [CallerMemberName] string name = "")
    : MapDeclaration(MapType.Ringbuf, bytes, name) where T : unmanaged
{
    /// <summary>Reserves room for a record, to be written in place: <c>bpf_ringbuf_reserve</c>.</summary>
    /// <param name="reservation">The record; to be submitted or discarded where this returns true.</param>
    /// <returns>False where there is no room; the loss is counted.</returns>
    public bool TryReserve(out Reservation<T> reservation)
    {
        IMapModel map = Model;
        Span<byte> record = map.Reserve(Unsafe.SizeOf<T>());
        if (record.IsEmpty)
        {
            reservation = default;
            WorldLosses.Count(map);
            return false;
        }

        reservation = new Reservation<T>(record, map);
        return true;
    }

    /// <summary>Copies a record in: <c>bpf_ringbuf_output</c>.</summary>
    /// <param name="value">The record.</param>
    /// <returns>False where there is no room; the loss is counted.</returns>
    public bool TryOutput(scoped in T value)
    {
        if (!TryReserve(out Reservation<T> reservation))
            return false;
        reservation.Value = value;
        reservation.Submit();
        return true;
    }
}
