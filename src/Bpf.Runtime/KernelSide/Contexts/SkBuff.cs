using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A packet in the network stack (<c>struct __sk_buff</c>, include/uapi/linux/bpf.h). 192 bytes. Each hook reads and writes some of the
/// fields; the verifier refuses the others. Addresses and ports are those of the packet's socket.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
public struct SkBuff
{
    /// <summary>Bytes of the packet, from where the hook sees it.</summary>
    [FieldOffset(0)]
    public uint Len;

    /// <summary>To whom it is addressed (<c>PACKET_HOST</c>, ...: include/uapi/linux/if_packet.h).</summary>
    [FieldOffset(4)]
    public uint PktType;

    /// <summary>The mark that firewall and routing rules see.</summary>
    [FieldOffset(8)]
    public uint Mark;

    /// <summary>The queue of the interface.</summary>
    [FieldOffset(12)]
    public uint QueueMapping;

    /// <summary>The EtherType.</summary>
    [FieldOffset(16)]
    public UInt16BE Protocol;

    /// <summary>1 where the interface took a VLAN tag off.</summary>
    [FieldOffset(20)]
    public uint VlanPresent;

    /// <summary>The VLAN tag (<c>VlanPresent</c> says whether there is one): priority and number.</summary>
    [FieldOffset(24)]
    public uint VlanTci;

    /// <summary>That tag's EtherType.</summary>
    [FieldOffset(28)]
    public UInt16BE VlanProto;

    /// <summary>The queueing priority.</summary>
    [FieldOffset(32)]
    public uint Priority;

    /// <summary>The interface it came in by; 0 where it was sent from here.</summary>
    [FieldOffset(36)]
    public uint IngressIfindex;

    /// <summary>The interface it is on.</summary>
    [FieldOffset(40)]
    public uint Ifindex;

    /// <summary>The traffic control index.</summary>
    [FieldOffset(44)]
    public uint TcIndex;

    /// <summary>Five numbers that programs leave one another.</summary>
    [FieldOffset(48)]
    public SkBuffControlBlock Cb;

    /// <summary>The flow's hash; 0 where it is not computed yet.</summary>
    [FieldOffset(68)]
    public uint Hash;

    /// <summary>The traffic class.</summary>
    [FieldOffset(72)]
    public uint TcClassid;

    /// <summary>The receive queue that polled it.</summary>
    [FieldOffset(84)]
    public uint NapiId;

    /// <summary>The socket's family.</summary>
    [FieldOffset(88)]
    public SocketFamily Family;

    /// <summary>The other side's IPv4 address.</summary>
    [FieldOffset(92)]
    public UInt32BE RemoteIp4;

    /// <summary>This side's IPv4 address.</summary>
    [FieldOffset(96)]
    public UInt32BE LocalIp4;

    /// <summary>The other side's IPv6 address.</summary>
    [FieldOffset(100)]
    public Ipv6Words RemoteIp6;

    /// <summary>This side's IPv6 address.</summary>
    [FieldOffset(116)]
    public Ipv6Words LocalIp6;

    /// <summary>The other side's port.</summary>
    [FieldOffset(132)]
    public UInt32BE RemotePort;

    /// <summary>This side's port.</summary>
    [FieldOffset(136)]
    public uint LocalPort;

    /// <summary>The departure or arrival time, in nanoseconds.</summary>
    [FieldOffset(152)]
    public ulong Tstamp;

    /// <summary>Bytes on the wire, of all segments.</summary>
    [FieldOffset(160)]
    public uint WireLen;

    /// <summary>How many segments it stands for.</summary>
    [FieldOffset(164)]
    public uint GsoSegs;

    /// <summary>Payload bytes of each segment.</summary>
    [FieldOffset(176)]
    public uint GsoSize;

    /// <summary>The interface's own time stamp, in nanoseconds (Linux 5.16).</summary>
    [FieldOffset(184)]
    public ulong Hwtstamp;

    /// <summary>What a <see cref="FlowDissectorAttribute"/> program fills in.</summary>
    public readonly Ref<FlowKeys> FlowKeys => throw BytecodeOnly.Question("bpf_flow_keys");

    /// <summary>The bytes at hand, from where the hook sees the packet: all of it, or the headers only where the packet is in several buffers.</summary>
    public readonly PacketData Packet => new(BpfWorld.Packet);

    /// <summary>Copies bytes out of the packet, wherever they are (<c>bpf_skb_load_bytes</c>).</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="offset">Bytes from the packet's start.</param>
    /// <param name="value">The copy; zero where it would go past the packet's end.</param>
    /// <returns>False where it would go past the packet's end.</returns>
    public readonly bool TryLoad<T>(uint offset, out T value) where T : unmanaged
    {
        bool found = PacketBytes.TryRef(BpfWorld.Packet, offset, out Ref<T> inPlace);
        value = found ? inPlace.Value : default;
        return found;
    }
}
