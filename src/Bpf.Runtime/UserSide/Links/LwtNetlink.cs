using System;
using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Routes that run programs, by rtnetlink(7): include/uapi/linux/{rtnetlink,lwtunnel}.h, ip-route(8) (<c>encap bpf</c>).</summary>
internal static class LwtNetlink
{
    private const ushort NewRoute = 24, DeleteRoute = 25, ReplaceFlag = 0x100;
    private const ushort Destination = 1, OutgoingInterface = 4, Gateway = 5, EncapType = 21, Encap = 22;
    private const ushort EncapBpf = 6, ProgramFd = 1, ProgramName = 2;
    private const ushort EncapSegment = 7, SegmentAction = 1, SegmentProgram = 8; // include/uapi/linux/seg6_local.h
    private const uint EndByProgram = 15;

    /// <summary><c>struct rtmsg</c>: family, lengths of destination and source, service; table, protocol, scope, type; flags.</summary>
    private const int StructureSize = 12;

    private const uint MainTable = 254, ByAdministrator = 4, LinkScope = 253, Unicast = 1;

    /// <summary>Adds or replaces a route that runs a program.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Set(IPNetwork destination, int interfaceIndex, IPAddress? gateway, ProgramType type, int programFd, string name)
    {
        NetlinkMessage message = Start(stackalloc byte[512], NewRoute, (ushort)(Netlink.CreateNew | ReplaceFlag), destination, interfaceIndex, gateway);
        bool isSegment = type == ProgramType.LwtSeg6local;
        Span<byte> encapType = stackalloc byte[2];
        encapType[0] = (byte)(isSegment ? EncapSegment : EncapBpf);
        message.Add(EncapType, encapType);
        int encap = message.Begin();
        if (isSegment)
            message.Add(SegmentAction, EndByProgram);
        int program = message.Begin();
        message.Add(ProgramFd, (uint)programFd);
        message.Add(ProgramName, name);
        message.End(program, type switch
        {
            ProgramType.LwtIn => 1,
            ProgramType.LwtOut => 2,
            ProgramType.LwtSeg6local => SegmentProgram,
            _ => (ushort)3, // LWT_BPF_XMIT
        });
        message.End(encap, Encap);
        return Netlink.Send(message.Finish());
    }

    /// <summary>Removes a route.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Delete(IPNetwork destination, int interfaceIndex) =>
        Netlink.Send(Start(stackalloc byte[128], DeleteRoute, 0, destination, interfaceIndex, null).Finish());

    private static NetlinkMessage Start(Span<byte> buffer, ushort type, ushort flags, IPNetwork destination, int interfaceIndex, IPAddress? gateway)
    {
        NetlinkMessage message = new(buffer, type, (ushort)(flags | Netlink.Request | Netlink.Acknowledge), StructureSize);
        bool isIp4 = destination.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        message.Set(0, (isIp4 ? 2u : 10) | (uint)destination.PrefixLength << 8); // AF_INET, AF_INET6
        message.Set(4, MainTable | ByAdministrator << 8 | (gateway is null && isIp4 ? LinkScope : 0) << 16 | Unicast << 24);
        message.Add(Destination, destination.BaseAddress.GetAddressBytes());
        message.Add(OutgoingInterface, (uint)interfaceIndex);
        if (gateway is not null)
            message.Add(Gateway, gateway.GetAddressBytes());
        return message;
    }
}
