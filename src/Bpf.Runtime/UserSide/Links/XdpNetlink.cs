using System;
using System.Buffers.Binary;

namespace Bpf;

/// <summary>XDP by rtnetlink(7): attributes <c>IFLA_XDP_*</c>, include/uapi/linux/if_link.h.</summary>
internal static class XdpNetlink
{
    /// <summary><c>XDP_FLAGS_UPDATE_IF_NOEXIST</c>.</summary>
    public const uint OnlyIfNone = 1 << 0;

    /// <summary><c>XDP_FLAGS_REPLACE</c>: only the program that is expected (Linux 5.7).</summary>
    public const uint Replace = 1 << 4;

    private const ushort GetLink = 18, SetLink = 19;
    private const ushort XdpAttribute = 43;
    private const ushort XdpFd = 1, XdpFlags = 3, XdpProgId = 4, XdpDriverProgId = 5, XdpGenericProgId = 6, XdpHardwareProgId = 7, XdpExpectedFd = 8;

    /// <summary>Bytes of <c>struct ifinfomsg</c> (family, type, index, flags, change), and where the index is in it.</summary>
    private const int LinkInfoSize = 16, IndexOffset = 4;

    /// <summary>Sets an interface's program; -1 for none.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Set(int interfaceIndex, int programFd, uint flags, int? expectedFd)
    {
        NetlinkMessage message = new(stackalloc byte[128], SetLink, Netlink.Request | Netlink.Acknowledge, LinkInfoSize);
        message.Set(IndexOffset, (uint)interfaceIndex);
        int nested = message.Begin();
        message.Add(XdpFd, (uint)programFd);
        message.Add(XdpFlags, flags);
        if (expectedFd is { } fd)
            message.Add(XdpExpectedFd, (uint)fd);
        message.End(nested, XdpAttribute);
        return Netlink.Send(message.Finish());
    }

    /// <summary>The id of an interface's program in a mode; 0 for none, null where the kernel doesn't answer.</summary>
    public static uint? QueryProgramId(int interfaceIndex, XdpMode mode)
    {
        NetlinkMessage message = new(stackalloc byte[64], GetLink, Netlink.Request, LinkInfoSize);
        message.Set(IndexOffset, (uint)interfaceIndex);
        uint? found = null;
        int result = Netlink.Exchange(message.Finish(), (_, body) =>
        {
            ushort wanted = mode switch
            {
                XdpMode.Native => XdpDriverProgId,
                XdpMode.Generic => XdpGenericProgId,
                XdpMode.Offload => XdpHardwareProgId,
                _ => XdpProgId,
            };
            ReadOnlySpan<byte> xdp = body.Length < LinkInfoSize ? default : NetlinkMessage.Find(body[LinkInfoSize..], XdpAttribute);
            ReadOnlySpan<byte> id = NetlinkMessage.Find(xdp, wanted);
            if (id.Length < sizeof(uint))
                id = NetlinkMessage.Find(xdp, XdpProgId);
            found = id.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(id);
            return false;
        });
        return result == 0 ? found : null;
    }
}
