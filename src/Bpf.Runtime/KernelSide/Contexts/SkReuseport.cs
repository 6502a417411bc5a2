using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A packet that one socket of a group is chosen for (<c>struct sk_reuseport_md</c>, include/uapi/linux/bpf.h). 56 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
public struct SkReuseport
{
    /// <summary>Bytes of the packet, from its transport header.</summary>
    [FieldOffset(16)]
    public uint Len;

    /// <summary>The EtherType.</summary>
    [FieldOffset(20)]
    public UInt16BE EthProtocol;

    /// <summary>The protocol.</summary>
    [FieldOffset(24)]
    public uint IpProtocol;

    /// <summary>1 where the group is bound to any address.</summary>
    [FieldOffset(28)]
    public uint BindInany;

    /// <summary>The flow's hash.</summary>
    [FieldOffset(32)]
    public uint Hash;

    [FieldOffset(48)]
    private ulong migratingSk;

    /// <summary>
    /// True where a connection is to move, since its socket closes; false where a new one chooses (Linux 5.14). Only programs of
    /// <see cref="SkReuseportAttribute.Migrate"/> see true.
    /// </summary>
    public bool IsMigrating
    {
        readonly get => migratingSk != 0;
        init => migratingSk = value ? 1UL : 0;
    }

    /// <summary>The bytes at hand, from the transport header.</summary>
    public readonly PacketData Packet => new(BpfWorld.Packet);
}
