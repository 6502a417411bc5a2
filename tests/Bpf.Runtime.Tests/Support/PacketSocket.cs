using System.Runtime.InteropServices;

namespace Bpf.Runtime.Tests.Support;

/// <summary>Sends raw frames from an interface (packet(7)).</summary>
internal static unsafe partial class PacketSocket
{
    private const int FamilyPacket = 17, TypeRaw = 3, AddressSize = 20;

    /// <summary>Sends one frame.</summary>
    public static void Send(string interfaceName, ReadOnlySpan<byte> frame)
    {
        int fd = Socket(FamilyPacket, TypeRaw, 0);
        Assert.True(fd >= 0);
        byte* address = stackalloc byte[AddressSize];
        new Span<byte>(address, AddressSize).Clear();
        *(ushort*)address = FamilyPacket;
        *(int*)(address + 4) = (int)InterfaceIndex(interfaceName);
        fixed (byte* data = frame)
        {
            Assert.Equal(frame.Length, (int)SendTo(fd, data, (nuint)frame.Length, 0, address, AddressSize));
        }

        _ = Close(fd);
    }

    [LibraryImport("libc", EntryPoint = "socket")]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "sendto")]
    private static partial nint SendTo(int fd, byte* data, nuint length, int flags, byte* address, int addressLength);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint InterfaceIndex(string name);
}
