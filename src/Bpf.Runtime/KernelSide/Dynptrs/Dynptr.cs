using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>
/// Memory of a size that is known when the program runs (<c>struct bpf_dynptr</c>, 16 bytes of stack that the verifier watches): a record of a
/// <see cref="DynamicRingBuffer"/>, a packet with all of its fragments, a map's value. The kernel checks each access, so that offsets may be any numbers.
/// </summary>
/// <remarks>
/// A record is submitted or discarded on every way out; in a <c>using</c> block what is not submitted is discarded there. A dynptr is no value: it stays in the
/// variable it was made in, and is passed on by <c>in</c>.
/// </remarks>
public readonly ref struct Dynptr
{
    private readonly Span<byte> memory;
    private readonly IMapModel? map;
    private readonly StrongBox<bool>? isReleased;
    private readonly bool isPacket;

    internal Dynptr(Span<byte> record, IMapModel map) : this(record, isPacket: false)
    {
        this.map = map;
        isReleased = new();
    }

    private Dynptr(Span<byte> memory, bool isPacket)
    {
        this.memory = memory;
        this.isPacket = isPacket;
    }

    /// <summary>A map's value, or a part of one: <c>bpf_dynptr_from_mem</c> (Linux 5.19).</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="value">It; no variable of the program's.</param>
    /// <param name="dynptr">What reaches it.</param>
    /// <returns>False where it is larger than dynptrs may be.</returns>
    public static bool TryFrom<T>(ref T value, out Dynptr dynptr) where T : unmanaged
    {
        dynptr = new(MemoryMarshal.AsBytes(new Span<T>(ref value)), isPacket: false);
        return true;
    }

    /// <summary>A packet, with what is not in its first buffer: <c>bpf_dynptr_from_xdp</c> (Linux 6.4).</summary>
    /// <param name="context">The program's context.</param>
    /// <param name="dynptr">What reaches it.</param>
    /// <returns>False where the kernel refuses.</returns>
    public static bool TryFrom(XdpContext context, out Dynptr dynptr)
    {
        dynptr = new(context.Packet, isPacket: true);
        return true;
    }

    /// <summary>A packet, with what is not in its first buffer: <c>bpf_dynptr_from_skb</c> (Linux 6.4).</summary>
    /// <param name="context">The program's context.</param>
    /// <param name="dynptr">What reaches it.</param>
    /// <returns>False where the kernel refuses.</returns>
    public static bool TryFrom(in SkBuff context, out Dynptr dynptr)
    {
        dynptr = new(BpfWorld.Packet, isPacket: true);
        return true;
    }

    /// <summary>Reads a value: <c>bpf_dynptr_read</c>.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="offset">Bytes from the start.</param>
    /// <param name="value">A copy; zero where it would go past the end.</param>
    /// <returns>False where it would go past the end.</returns>
    public bool TryRead<T>(uint offset, out T value) where T : unmanaged
    {
        bool isThere = PacketBytes.TryRef(memory, offset, out Ref<T> found);
        value = isThere ? found.Value : default;
        return isThere;
    }

    /// <summary>Writes a value: <c>bpf_dynptr_write</c>. References into a packet are not valid any more behind that.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="offset">Bytes from the start.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where it would go past the end, or the memory may only be read: nothing is written.</returns>
    public bool TryWrite<T>(uint offset, scoped in T value) where T : unmanaged
    {
        if (!PacketBytes.TryRef(memory, offset, out Ref<T> found)) return false;
        found.Value = value;
        return true;
    }

    /// <summary>Writes bytes: <c>bpf_dynptr_write</c>. References into a packet are not valid any more behind that.</summary>
    /// <param name="offset">Bytes from the start.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>False where they would go past the end, or the memory may only be read: nothing is written.</returns>
    public bool TryWrite(uint offset, scoped ReadOnlySpan<byte> bytes) => offset <= (uint)memory.Length && bytes.TryCopyTo(memory[(int)offset..]);

    /// <summary>A value in place: <c>bpf_dynptr_data</c>. It is valid as long as the record is not submitted.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="offset">Bytes from the start.</param>
    /// <param name="value">The value itself; null where it would go past the end.</param>
    /// <returns>False where it would go past the end, and for packets, of which parts may be elsewhere.</returns>
    public bool TryRef<T>(uint offset, out Ref<T> value) where T : unmanaged
    {
        value = default;
        return !isPacket && PacketBytes.TryRef(memory, offset, out value);
    }

    /// <summary>Makes a record visible to readers: <c>bpf_ringbuf_submit_dynptr</c>.</summary>
    public void Submit() => Commit(discard: false);

    /// <summary>Drops a record: <c>bpf_ringbuf_discard_dynptr</c>.</summary>
    public void Discard() => Commit(discard: true);

    /// <summary>Drops a record that was neither submitted nor discarded: the end of <c>using (record) { ... }</c>.</summary>
    public void Dispose()
    {
        if (isReleased is { Value: false }) Discard();
    }

    private void Commit(bool discard)
    {
        if (map is null || isReleased is null)
            throw new NullReferenceException("This is no record of a ring buffer, or the reservation failed.");
        map.Commit(memory, discard);
        isReleased.Value = true;
    }
}
