using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Bpf.Kernel.Tests.Support;

/// <summary>
/// Makes network interfaces by rtnetlink(7), since a guest has no <c>ip</c> that can: messages of include/uapi/linux/rtnetlink.h, attributes of
/// if_link.h, if_addr.h and veth.h.
/// </summary>
internal static unsafe partial class RouteNetlink
{
    private const int FamilyNetlink = 16, TypeRaw = 3, CloseOnExec = 0x80000, ProtocolRoute = 0;
    private const ushort NewLink = 16, Request = 1, Ack = 4, Exclusive = 0x200, Create = 0x400;
    private const ushort InterfaceName = 3, LinkInfo = 18, InfoKind = 1, InfoData = 2, VethPeer = 1;
    private const ushort NetkitPeer = 1, NetkitMode = 4, NewAddress = 20, AnyAddress = 1, LocalAddress = 2;
    private const uint Up = 1;
    private const int HeaderSize = 16, ErrorOffset = 16;

    /// <summary>Makes a pair of connected interfaces, both up.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int AddVeth(string name, string peer) => AddPair("veth", name, peer, VethPeer);

    /// <summary>Makes a pair of netkit interfaces, both up.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int AddNetkit(string name, string peer) => AddPair("netkit", name, peer, NetkitPeer, Attribute(NetkitMode, new byte[4])); // NETKIT_L2

    private static int AddPair(string kind, string name, string peer, ushort peerAttribute, params byte[] more)
    {
        byte[] data = [.. Attribute(peerAttribute, [.. Interface(0), .. Attribute(InterfaceName, Name(peer))]), .. more];
        byte[] info = [.. Attribute(InfoKind, Name(kind)), .. Attribute(InfoData, data)];
        int error = Send(NewLink, Exclusive | Create, [.. Interface(0), .. Attribute(InterfaceName, Name(name)), .. Attribute(LinkInfo, info)]);
        // One of a pair cannot be up before it has a peer.
        error = error == 0 ? SetUp(name) : error;
        return error == 0 ? SetUp(peer) : error;
    }

    /// <summary>Gives an interface an IPv4 address (<c>struct ifaddrmsg</c>: family, length, flags, scope, interface).</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int AddAddress(string name, string address, byte prefixLength)
    {
        byte[] bytes = System.Net.IPAddress.Parse(address).GetAddressBytes();
        byte[] message = [2, prefixLength, 0, 0, .. BitConverter.GetBytes(InterfaceIndex(name))]; // AF_INET
        return Send(NewAddress, Exclusive | Create, [.. message, .. Attribute(LocalAddress, bytes), .. Attribute(AnyAddress, bytes)]);
    }

    /// <summary>Brings an interface up.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int SetUp(string name) => Send(NewLink, 0, [.. Interface(Up), .. Attribute(InterfaceName, Name(name))]);

    /// <summary><c>struct ifinfomsg</c>: family, type, index, flags, the flags to change.</summary>
    private static byte[] Interface(uint flags)
    {
        byte[] message = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(8), flags);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(12), flags);
        return message;
    }

    private static byte[] Name(string name) => Encoding.ASCII.GetBytes(name + '\0');

    private static byte[] Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        byte[] attribute = new byte[(4 + value.Length + 3) & ~3];
        BinaryPrimitives.WriteUInt16LittleEndian(attribute, (ushort)(4 + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(attribute.AsSpan(2), type);
        value.CopyTo(attribute.AsSpan(4));
        return attribute;
    }

    private static int Send(ushort type, int flags, ReadOnlySpan<byte> payload)
    {
        byte[] message = new byte[HeaderSize + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), (ushort)(Request | Ack | flags));
        payload.CopyTo(message.AsSpan(HeaderSize));
        byte[] answer = new byte[4096];
        int socket = Socket(FamilyNetlink, TypeRaw | CloseOnExec, ProtocolRoute);
        fixed (byte* sent = message, received = answer)
        {
            bool answered = Send(socket, sent, (nuint)message.Length, 0) > 0 && Receive(socket, received, (nuint)answer.Length, 0) > ErrorOffset;
            int error = answered ? BinaryPrimitives.ReadInt32LittleEndian(answer.AsSpan(ErrorOffset)) : -Marshal.GetLastPInvokeError();
            _ = Close(socket);
            return error;
        }
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int socket, byte* data, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int socket, byte* data, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint InterfaceIndex(string name);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int socket);
}
