using System;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>
/// A queue of records of any length from programs to user space, shared by all CPUs, in order: <c>BPF_MAP_TYPE_RINGBUF</c> (Linux 5.8; such records: 5.19). Records that
/// find no room are counted in a global that the compiler adds (<c>name.lost</c>).
/// </summary>
/// <param name="bytes">Size in bytes: a power of two and a multiple of the page size. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class DynamicRingBuffer(int bytes, [CallerMemberName] string name = "") : MapDeclaration(MapType.Ringbuf, bytes, name)
{
    /// <summary>Reserves room for a record: <c>bpf_ringbuf_reserve_dynptr</c>.</summary>
    /// <param name="length">Bytes, at least 1.</param>
    /// <param name="record">The record, all of which is to be written (it holds what was there before); to be submitted or discarded where this returns true.</param>
    /// <returns>False where there is no room; the loss is counted.</returns>
    public bool TryReserve(uint length, out Dynptr record)
    {
        IMapModel map = Model;
        Span<byte> memory = length <= int.MaxValue ? map.Reserve((int)length) : default;
        record = memory.IsEmpty ? default : new Dynptr(memory, map);
        if (memory.IsEmpty) WorldLosses.Count(map);
        return !memory.IsEmpty;
    }
}
