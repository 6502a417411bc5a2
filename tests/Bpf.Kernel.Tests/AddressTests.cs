using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Programs of control groups on each call that has a socket's address in it: what the caller, or the other side, sees instead.</summary>
public sealed partial class AddressTests
{
    private const string UnixPath = "/tmp/bpf-kernel-tests-address";

    public static TheoryData<AddressFamily> Families => [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    [Theory]
    [MemberData(nameof(Families))]
    public void Another_port_is_bound(AddressFamily family) => Run(family, static test =>
    {
        using Socket socket = new(test.Family, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(test.At(test.Port));
        Assert.Equal(test.OtherPort, PortOf(socket.LocalEndPoint));
    }, static loaded => [loaded.Bind4, loaded.Bind6]);

    [Theory]
    [MemberData(nameof(Families))]
    public void Another_address_is_connected_to(AddressFamily family) => Run(family, static test =>
    {
        using Socket listener = new(test.Family, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(test.At(test.OtherPort));
        listener.Listen();
        using Socket client = new(test.Family, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(new IPEndPoint(IPAddress.Parse(test.Family == AddressFamily.InterNetwork ? "192.0.2.1" : "2001:db8::1"), test.Port));
        Assert.Equal(test.At(test.OtherPort), client.RemoteEndPoint);
    }, static loaded => [loaded.Connect4, loaded.Connect6]);

    [Theory]
    [MemberData(nameof(Families))]
    public void Another_address_is_sent_to(AddressFamily family) => Run(family, static test =>
    {
        using Socket receiver = test.Bound(test.OtherPort);
        using Socket sender = new(test.Family, SocketType.Dgram, ProtocolType.Udp);
        sender.SendTo("sent"u8, test.At(test.Port));
        Assert.Equal(test.Family == AddressFamily.InterNetwork ? IPAddress.Parse("127.0.0.2") : IPAddress.IPv6Loopback, ((IPEndPoint)test.Receive(receiver)).Address);
    }, static loaded => [loaded.Send4, loaded.Send6]);

    [Theory]
    [MemberData(nameof(Families))]
    public void Another_address_is_received_from(AddressFamily family) => Run(family, static test =>
    {
        using Socket receiver = test.Bound(0), sender = test.Bound(test.Port);
        sender.SendTo("sent"u8, receiver.LocalEndPoint!);
        Assert.Equal(test.At(test.OtherPort), test.Receive(receiver));
    }, static loaded => [loaded.Receive4, loaded.Receive6]);

    [Theory]
    [MemberData(nameof(Families))]
    public void Another_name_is_told_of_the_peer(AddressFamily family) => Run(family, static test =>
    {
        using Socket there = test.Bound(test.Port), here = test.Bound(0);
        here.Connect(there.LocalEndPoint!);
        Assert.Equal(test.OtherPort, BinaryPrimitives.ReadUInt16BigEndian(Name(here, GetPeerName).AsSpan(2)));
    }, static loaded => [loaded.PeerName4, loaded.PeerName6]);

    [Theory]
    [MemberData(nameof(Families))]
    public void Another_name_is_told_of_the_socket(AddressFamily family) => Run(family, static test =>
    {
        using Socket here = test.Bound(test.Port);
        Assert.Equal(test.OtherPort, BinaryPrimitives.ReadUInt16BigEndian(Name(here, GetSockName).AsSpan(2)));
    }, static loaded => [loaded.SockName4, loaded.SockName6]);

    [Theory]
    [MemberData(nameof(Families))]
    public void What_is_bound_may_still_be_refused(AddressFamily family) => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        Test test = new(family);
        using Addresses.Loaded loaded = Addresses.Load(new() { Port = test.Port });
        using (Of(family, [loaded.Bound4, loaded.Bound6]).Attach(group.Path))
        {
            group.Run(() =>
            {
                Assert.Throws<SocketException>(() => test.Bound(test.Port));
                test.Bound(test.OtherPort).Dispose();
            });
        }

        group.Run(() => test.Bound(test.Port).Dispose());
    });

    [Fact]
    public void Sockets_are_seen_when_they_close() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using Addresses.Loaded loaded = Addresses.Load();
        Socket socket = null!;
        group.Run(() => socket = new Test(AddressFamily.InterNetwork).Bound(0));
        using (loaded.Released.Attach(group.Path))
        {
            socket.Dispose();
            Assert.Equal(1ul, loaded.Seen);
        }

        group.Run(() => new Test(AddressFamily.InterNetwork).Bound(0).Dispose());
        Assert.Equal(1ul, loaded.Seen);
    });

    [Fact]
    public void Unix_sockets_are_asked_about_too() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.UnixSockAddr);
        using ControlGroup group = new();
        using Addresses.Loaded loaded = Addresses.Load();
        File.Delete(UnixPath);
        using Socket there = InGroup(); // the kernel asks the peer's group about a peer's name
        there.Bind(new UnixDomainSocketEndPoint(UnixPath));
        try
        {
            Refused(loaded.ConnectUnix, here => here.Connect(there.LocalEndPoint!));
            Refused(loaded.SendUnix, here => here.SendTo("sent"u8, there.LocalEndPoint!));
            using Socket connected = InGroup(), again = InGroup();
            connected.Connect(there.LocalEndPoint!);
            Counted(loaded.PeerNameUnix, () => Name(connected, GetPeerName));
            File.Delete(UnixPath);
            again.Bind(there.LocalEndPoint!);
            Counted(loaded.SockNameUnix, () => Name(again, GetSockName));
            Counted(loaded.ReceiveUnix, () =>
            {
                again.SendTo("sent"u8, new UnixDomainSocketEndPoint(UnixPath));
                EndPoint from = new UnixDomainSocketEndPoint(UnixPath);
                again.ReceiveFrom(new byte[16], ref from);
            });
        }
        finally
        {
            File.Delete(UnixPath);
        }

        void Refused(CgroupProgram<SockAddr> program, Action<Socket> call)
        {
            using Socket here = InGroup(); // a socket belongs to the group of the process that made it, then
            ulong before = loaded.Seen;
            using (program.Attach(group.Path))
                Assert.Throws<SocketException>(() => call(here));
            Assert.Equal(before + 1, loaded.Seen);
            call(here);
        }

        void Counted(CgroupProgram<SockAddr> program, Action call)
        {
            ulong before = loaded.Seen;
            using (program.Attach(group.Path))
                call();
            ulong after = loaded.Seen;
            Assert.NotEqual(before, after);
            call();
            Assert.Equal(after, loaded.Seen);
        }

        Socket InGroup()
        {
            Socket? made = null;
            group.Run(() => made = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 3_000 });
            return made!;
        }
    });

    /// <summary>Runs a test in a control group with the family's program attached, and again without: then it must come out differently.</summary>
    private static void Run(AddressFamily family, Action<Test> body, Func<Addresses.Loaded, CgroupProgram<SockAddr>[]> programs) => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        Test test = new(family);
        using Addresses.Loaded loaded = Addresses.Load(new() { Port = test.Port, OtherPort = test.OtherPort });
        CgroupProgram<SockAddr> program = Of(family, programs(loaded));
        using (BpfLink link = program.Attach(group.Path))
        {
            Assert.Equal(program.Id, link.ProgramId);
            group.Run(() => body(test));
        }

        ulong seen = loaded.Seen;
        Assert.NotEqual(0ul, seen);
        Assert.ThrowsAny<Exception>(() => group.Run(() => body(test)));
        Assert.Equal(seen, loaded.Seen);
    });

    private static T Of<T>(AddressFamily family, T[] programs) => programs[family == AddressFamily.InterNetwork ? 0 : 1];

    private static int PortOf(EndPoint? end) => ((IPEndPoint)end!).Port;

    private delegate int NameCall(nint socket, byte[] name, ref int length);

    /// <summary>The name that the kernel tells, past what .NET remembers.</summary>
    private static byte[] Name(Socket socket, NameCall call)
    {
        byte[] name = new byte[128];
        int length = name.Length;
        Assert.Equal(0, call(socket.Handle, name, ref length));
        return name;
    }

    [LibraryImport("libc", EntryPoint = "getpeername")]
    private static partial int GetPeerName(nint socket, byte[] name, ref int length);

    [LibraryImport("libc", EntryPoint = "getsockname")]
    private static partial int GetSockName(nint socket, byte[] name, ref int length);

    /// <summary>Two free ports on the loopback of a family.</summary>
    private sealed class Test
    {
        public Test(AddressFamily family)
        {
            Family = family;
            using Socket first = Bound(0), second = Bound(0);
            (Port, OtherPort) = ((ushort)PortOf(first.LocalEndPoint), (ushort)PortOf(second.LocalEndPoint));
        }

        public AddressFamily Family { get; }

        public ushort Port { get; }

        public ushort OtherPort { get; }

        public IPEndPoint At(int port) => new(Family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, port);

        public Socket Bound(int port)
        {
            Socket socket = new(Family, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 3_000 };
            try
            {
                socket.Bind(At(port));
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        /// <summary>Takes a datagram; where it came from.</summary>
        public EndPoint Receive(Socket socket)
        {
            EndPoint from = At(0);
            socket.ReceiveFrom(new byte[16], ref from);
            return from;
        }
    }
}
