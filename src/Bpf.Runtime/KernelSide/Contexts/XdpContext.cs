using System;

namespace Bpf;

/// <summary>The packet an XDP program sees (<c>struct xdp_md</c>, include/uapi/linux/bpf.h). Its bytes are reached by bounds-checked references.</summary>
public readonly ref struct XdpContext
{
    private readonly Span<byte> packet;

    /// <summary>A packet for a run on the CLR.</summary>
    /// <param name="packet">From the Ethernet header; the program may write to it.</param>
    /// <param name="ingressIfindex">The interface it came in by.</param>
    /// <param name="rxQueueIndex">The receive queue it came in by.</param>
    public XdpContext(Span<byte> packet, uint ingressIfindex = 1, uint rxQueueIndex = 0)
    {
        this.packet = packet;
        IngressIfindex = ingressIfindex;
        RxQueueIndex = rxQueueIndex;
    }

    /// <summary>The packet.</summary>
    internal Span<byte> Packet => packet;

    /// <summary>Bytes of the packet, from the Ethernet header (<c>data_end - data</c>).</summary>
    public uint Length => (uint)packet.Length;

    /// <summary>The interface it came in by.</summary>
    public uint IngressIfindex { get; }

    /// <summary>The receive queue it came in by.</summary>
    public uint RxQueueIndex { get; }

    /// <summary>A cursor at the packet's first byte.</summary>
    public PacketCursor Cursor => new(packet);

    /// <summary>A reference into the packet: one comparison with the packet's end.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="offset">Bytes from the packet's start; a negative one is out of bounds.</param>
    /// <param name="value">The bytes in place; null where they would go past the packet's end.</param>
    /// <returns>False where they would go past the packet's end.</returns>
    public bool TryRef<T>(int offset, out Ref<T> value) where T : unmanaged
    {
        if (offset >= 0)
            return TryRef((uint)offset, out value);
        value = default;
        return false;
    }

    /// <inheritdoc cref="TryRef{T}(int, out Ref{T})"/>
    public bool TryRef<T>(uint offset, out Ref<T> value) where T : unmanaged => PacketBytes.TryRef(packet, offset, out value);
}
