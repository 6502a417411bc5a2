using System;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Hooks;

/// <summary>
/// The packet of a run, with room to grow in front and behind. A packet that moves gets another region, so that pointers loaded before
/// are faults, as they are errors for the verifier.
/// </summary>
/// <remarks>
/// <code>
/// 0        40                meta    data              end             frame end - 320   frame end
/// | xdp_frame |  headroom     | meta  | packet          | tailroom          | skb_shared_info |
/// </code>
/// Source: <c>struct xdp_buff</c>, include/net/xdp.h; <c>bpf_xdp_adjust_head</c> and its kin, net/core/filter.c. One linear buffer: no fragments.
/// </remarks>
internal sealed unsafe class PacketBuffer
{
    private const int PageSize = 4096;
    private const int XdpFrameSize = 40;
    private const int SharedInfoSize = 320;
    private const int EthernetHeaderSize = 14;

    // Classic offsets below these bases are relative to the link-layer and the network header (SKF_LL_OFF, SKF_NET_OFF, include/uapi/linux/filter.h).
    private const int LinkLayerOffset = -0x200000;
    private const int NetworkOffset = -0x100000;

    private readonly RegionTable _memory;
    private PinnedBuffer _buffer = new(PageSize);
    private int _region = -1;
    private int _meta;
    private int _data;
    private int _end;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="memory">Where packets are mapped.</param>
    public PacketBuffer(RegionTable memory) => _memory = memory;

    /// <summary>The address of the packet's first byte.</summary>
    public ulong Data => DataMeta + (uint)(_data - _meta);

    /// <summary>The address past its last byte.</summary>
    public ulong DataEnd => DataMeta + (uint)(_end - _meta);

    /// <summary>The address of the first byte of metadata.</summary>
    public ulong DataMeta => RegionTable.AddressOf(_region);

    /// <summary>Bytes of packet.</summary>
    public int Length => _end - _data;

    /// <summary>The packet's bytes.</summary>
    public Span<byte> Span => _buffer.Span.Slice(_data, Length);

    /// <summary>Starts a run with a packet.</summary>
    /// <param name="packet">Its bytes.</param>
    /// <param name="headroom">Bytes in front of it.</param>
    public void Load(byte[] packet, int headroom)
    {
        int frame = Math.Max(PageSize, headroom + packet.Length + SharedInfoSize);
        if (_buffer.Length < frame) _buffer = new PinnedBuffer(frame);
        _meta = _data = headroom;
        _end = headroom + packet.Length;
        // What it grows into is zero, not what an earlier run left.
        _buffer.Span.Slice(0, _data).Clear();
        packet.AsSpan().CopyTo(Span);
        _buffer.Span.Slice(_end).Clear();
        Remap();
    }

    /// <summary>Ends the run.</summary>
    /// <param name="packet">Replaced where the program changed it.</param>
    public void Unload(ref byte[]? packet)
    {
        if (packet is null ? Length != 0 : !Span.SequenceEqual(packet)) packet = Span.ToArray();
        _memory.Unmap(_region);
        _region = -1;
    }

    /// <summary>Moves the packet's start (<c>bpf_xdp_adjust_head</c>); metadata moves along.</summary>
    /// <param name="delta">Bytes to take off; negative to grow.</param>
    /// <returns>0, or -EINVAL.</returns>
    public int AdjustHead(int delta)
    {
        int metaLength = _data - _meta;
        long data = (long)_data + delta;
        if (data < XdpFrameSize + metaLength || data > _end - EthernetHeaderSize) return -Errno.EINVAL;
        if (metaLength != 0) _buffer.Span.Slice(_meta, metaLength).CopyTo(_buffer.Span.Slice((int)data - metaLength));
        _data = (int)data;
        _meta = _data - metaLength;
        Remap();
        return 0;
    }

    /// <summary>Moves the packet's end (<c>bpf_xdp_adjust_tail</c>); grown bytes are 0.</summary>
    /// <param name="delta">Bytes to add; negative to shrink.</param>
    /// <returns>0, or -EINVAL.</returns>
    public int AdjustTail(int delta)
    {
        long end = (long)_end + delta;
        if (end > _buffer.Length - SharedInfoSize || end < _data + EthernetHeaderSize) return -Errno.EINVAL;
        if (delta > 0) _buffer.Span.Slice(_end, delta).Clear();
        _end = (int)end;
        Remap();
        return 0;
    }

    /// <summary>Moves the start of the metadata (<c>bpf_xdp_adjust_meta</c>).</summary>
    /// <param name="delta">Bytes; negative to grow.</param>
    /// <returns>0, -EINVAL outside the headroom, or -EACCES for a length that is not allowed.</returns>
    public int AdjustMeta(int delta)
    {
        long meta = (long)_meta + delta;
        if (meta < XdpFrameSize || meta > _data) return -Errno.EINVAL;
        long length = _data - meta;
        if (length % 4 != 0 || length > byte.MaxValue) return -Errno.EACCES;
        _meta = (int)meta;
        Remap();
        return 0;
    }

    /// <summary>Bytes for a classic load.</summary>
    /// <param name="offset">From the packet's start, or from one of the classic bases.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>False where they are not all in the packet.</returns>
    public bool TryGetClassic(int offset, int size, out ReadOnlySpan<byte> bytes)
    {
        long at = offset >= 0 ? offset
            : offset >= NetworkOffset ? (long)offset - NetworkOffset + EthernetHeaderSize
            : offset >= LinkLayerOffset ? (long)offset - LinkLayerOffset
            : -1;
        bool inside = at >= 0 && at + size <= Length;
        bytes = inside ? Span.Slice((int)at, size) : default;
        return inside;
    }

    private void Remap()
    {
        if (_region >= 0) _memory.Unmap(_region);
        _region = _memory.AddTransient(new RegionOwner { Kind = RegionKind.Packet });
        _memory.Map(_region, _buffer.Pointer + _meta, _end - _meta, writable: true);
    }
}
