using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

/// <summary>Sends raw Ethernet frames out of a device (packet(7)).</summary>
internal sealed partial class PacketSender : IDisposable
{
    private readonly Socket _socket;

    /// <summary>Opens a packet socket on a device of the calling thread's network namespace.</summary>
    public PacketSender(string device)
    {
        _socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.IP);
        _socket.Bind(new LinkLayerEndPoint(IndexOf(device)));
    }

    /// <summary>Sends one frame, Ethernet header included.</summary>
    public void Send(ReadOnlySpan<byte> frame) => _socket.Send(frame);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static int IndexOf(string device) =>
        InterfaceIndex(device) is not 0 and uint index ? (int)index : throw new InvalidOperationException($"There is no network device '{device}'.");

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint InterfaceIndex(string name);

    /// <summary><c>struct sockaddr_ll</c>, include/uapi/linux/if_packet.h; 20 bytes.</summary>
    private sealed class LinkLayerEndPoint(int index) : EndPoint
    {
        public override AddressFamily AddressFamily => AddressFamily.Packet;

        public override SocketAddress Serialize()
        {
            SocketAddress address = new(AddressFamily.Packet, 20);
            Span<byte> bytes = address.Buffer.Span;
            bytes[2..].Clear();
            BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], index);
            return address;
        }
    }
}
