using System;
using System.Buffers.Binary;
using System.Text;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Traffic control filters by rtnetlink(7): include/uapi/linux/{rtnetlink,pkt_sched,pkt_cls}.h, tc-bpf(8).</summary>
internal static class TcNetlink
{
    private const ushort NewQdisc = 36, NewFilter = 44, DeleteFilter = 45, GetFilter = 46;
    private const ushort KindAttribute = 1, OptionsAttribute = 2;
    private const ushort BpfFd = 6, BpfName = 7, BpfFlags = 8;
    private const uint DirectAction = 1;
    private const uint ClsactParent = 0xFFFF_FFF1, ClsactHandle = 0xFFFF_0000;

    /// <summary><c>ETH_P_ALL</c> in network byte order.</summary>
    private const uint AllProtocols = 0x0300;

    /// <summary>Bytes of <c>struct tcmsg</c> (family, interface, handle, parent, info: priority and protocol), and where those are in it.</summary>
    private const int StructureSize = 20, IndexOffset = 4, HandleOffset = 8, ParentOffset = 12, InfoOffset = 16;

    /// <summary>A filter that is there.</summary>
    /// <param name="Handle">Its number at its priority.</param>
    /// <param name="Info">Priority and protocol.</param>
    public readonly record struct Filter(uint Handle, uint Info);

    /// <summary>Makes the place that filters of both directions hang on; it may be there already.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int AddClsact(int interfaceIndex)
    {
        NetlinkMessage message = Start(stackalloc byte[128], NewQdisc, Netlink.CreateNew | Netlink.Exclusive, interfaceIndex, ClsactHandle, ClsactParent, 0);
        message.Add(KindAttribute, "clsact");
        int result = Netlink.Send(message.Finish());
        return result == -Errno.EEXIST ? 0 : result;
    }

    /// <summary>Finds a filter by the name it was given.</summary>
    /// <returns>0 or a negative errno; the filter is null where there is none.</returns>
    public static int Find(int interfaceIndex, TcDirection direction, string name, out Filter? filter)
    {
        NetlinkMessage message = new(stackalloc byte[64], GetFilter, Netlink.Request | Netlink.Dump, StructureSize);
        message.Set(IndexOffset, (uint)interfaceIndex);
        message.Set(ParentOffset, (uint)direction);
        Filter? found = null;
        int result = Netlink.Exchange(message.Finish(), (type, body) =>
        {
            if (type == NewFilter && body.Length >= StructureSize)
            {
                ReadOnlySpan<byte> options = NetlinkMessage.Find(body[StructureSize..], OptionsAttribute);
                uint handle = BinaryPrimitives.ReadUInt32LittleEndian(body[HandleOffset..]);
                if (handle != 0 && NetlinkMessage.Find(options, BpfName).TrimEnd((byte)0).SequenceEqual(Encoding.UTF8.GetBytes(name)))
                    found = new Filter(handle, BinaryPrimitives.ReadUInt32LittleEndian(body[InfoOffset..]));
            }

            return true;
        });
        filter = found;
        return result;
    }

    /// <summary>Adds a filter, or gives one that is there another program.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Set(int interfaceIndex, TcDirection direction, string name, int programFd, Filter? existing)
    {
        ushort flags = (ushort)(Netlink.CreateNew | (existing == null ? Netlink.Exclusive : 0));
        NetlinkMessage message = Start(
            stackalloc byte[256], NewFilter, flags, interfaceIndex, existing?.Handle ?? 0, (uint)direction, existing?.Info ?? AllProtocols);
        message.Add(KindAttribute, "bpf");
        int options = message.Begin();
        message.Add(BpfFd, (uint)programFd);
        message.Add(BpfName, name);
        message.Add(BpfFlags, DirectAction);
        message.End(options, OptionsAttribute);
        return Netlink.Send(message.Finish());
    }

    /// <summary>Removes a filter.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Delete(int interfaceIndex, TcDirection direction, Filter filter)
    {
        NetlinkMessage message = Start(stackalloc byte[64], DeleteFilter, 0, interfaceIndex, filter.Handle, (uint)direction, filter.Info);
        message.Add(KindAttribute, "bpf");
        return Netlink.Send(message.Finish());
    }

    private static NetlinkMessage Start(Span<byte> buffer, ushort type, ushort flags, int interfaceIndex, uint handle, uint parent, uint info)
    {
        NetlinkMessage message = new(buffer, type, (ushort)(flags | Netlink.Request | Netlink.Acknowledge), StructureSize);
        message.Set(IndexOffset, (uint)interfaceIndex);
        message.Set(HandleOffset, handle);
        message.Set(ParentOffset, parent);
        message.Set(InfoOffset, info);
        return message;
    }
}
