using System.Net;
using System.Net.Sockets;
using System.Text;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Programs for sockets, control groups and namespaces: what they let through, and that all of it passes once their link is gone.</summary>
public sealed class SocketTests
{
    private const SocketOptionName ReusePort = (SocketOptionName)15;

    private static Sockets.Loaded Load(int port = 0, int otherPort = 0)
    {
        Needs.Kernel();
        return Sockets.Load(new() { Port = (ushort)port, OtherPort = (ushort)otherPort });
    }

    [Fact]
    public void A_socket_filter_lets_through_what_it_accepts() => PrivateNetwork.Run(() =>
    {
        using Sockets.Loaded sockets = Load();
        using Socket receiver = Datagrams(out int port);
        using (sockets.OnlyYes.Attach(receiver))
        {
            Send(port, "no");
            Send(port, "yes");
            Assert.Equal("yes", Receive(receiver));
            Assert.Equal(2ul, sockets.Seen);
        }

        Send(port, "no");
        Assert.Equal("no", Receive(receiver));
        Assert.Equal(2ul, sockets.Seen);
    });

    [Fact]
    public void A_socket_filter_runs_on_packets_without_a_socket() => PrivateNetwork.Run(() =>
    {
        using Sockets.Loaded sockets = Load();
        byte[] packet = [.. new byte[14], .. new byte[8], (byte)'y', .. new byte[41]];
        Assert.Equal(packet.Length - 14, sockets.OnlyYes.Run(packet).ReturnValue);
        packet[22] = (byte)'n';
        Assert.Equal(0, sockets.OnlyYes.Run(packet).ReturnValue);
    });

    [Fact]
    public void A_control_groups_packets_are_dropped() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using Socket receiver = Datagrams(out int port);
        using Sockets.Loaded sockets = Load(port);
        using (sockets.DropPort.Attach(group.Path))
        {
            group.Run(() => Assert.Throws<SocketException>(() => Send(port, "dropped")));
            Assert.Equal(1ul, sockets.Seen);
        }

        group.Run(() => Send(port, "passed"));
        Assert.Equal("passed", Receive(receiver));
    });

    [Fact]
    public void A_connection_is_sent_elsewhere() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int there = ((IPEndPoint)listener.LocalEndpoint).Port, asked = UnusedPort();
        using Sockets.Loaded sockets = Load(asked, there);
        using (BpfLink link = sockets.Redirect.Attach(group.Path))
        {
            Assert.Equal(sockets.Redirect.Id, link.ProgramId);
            group.Run(() =>
            {
                using TcpClient client = new(AddressFamily.InterNetwork);
                client.Connect(IPAddress.Loopback, asked);
                Assert.Equal(there, ((IPEndPoint)client.Client.RemoteEndPoint!).Port);
            });
            Assert.Equal(1ul, sockets.Seen);
        }

        group.Run(() => Assert.Throws<SocketException>(() => new TcpClient(AddressFamily.InterNetwork).Connect(IPAddress.Loopback, asked)));
    });

    [Fact]
    public void A_port_cannot_be_bound() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        int port = UnusedPort();
        using Sockets.Loaded sockets = Load(port);
        using (sockets.RefuseBind.Attach(group.Path))
            group.Run(() => Assert.Throws<SocketException>(() => Bind(port)));
        group.Run(() => Bind(port));
    });

    [Fact]
    public void Sockets_of_a_kind_cannot_be_made_and_others_are_marked() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Load();
        using (sockets.NoDatagrams.Attach(group.Path))
        {
            group.Run(() =>
            {
                Assert.Throws<SocketException>(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
                using Socket stream = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                byte[] mark = new byte[4];
                stream.GetRawSocketOption(1, 36, mark); // SOL_SOCKET, SO_MARK
                Assert.Equal(7, mark[0]);
            });
        }

        group.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose());
    });

    [Fact]
    public void A_socket_option_cannot_be_set() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Load();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using (sockets.NoSendBuffer.Attach(group.Path))
        {
            group.Run(() =>
            {
                using Socket own = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                Assert.Throws<SocketException>(() => own.SendBufferSize = 8192);
                own.ReceiveBufferSize = 8192;
            });
        }

        socket.SendBufferSize = 8192;
    });

    [Fact]
    public void Settings_cannot_be_written() => PrivateNetwork.Run(() =>
    {
        const string setting = "/proc/sys/kernel/domainname";
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Load();
        using (sockets.ReadOnlySettings.Attach(group.Path))
        {
            group.Run(() =>
            {
                string value = File.ReadAllText(setting);
                Assert.ThrowsAny<SystemException>(() => File.WriteAllText(setting, value));
            });
        }

        group.Run(() => File.WriteAllText(setting, File.ReadAllText(setting)));
    });

    [Fact]
    public void A_device_cannot_be_opened() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Load();
        using (sockets.NoZero.Attach(group.Path))
        {
            group.Run(() =>
            {
                Assert.ThrowsAny<SystemException>(() => File.OpenRead("/dev/zero").Dispose());
                File.OpenRead("/dev/null").Dispose();
            });
        }

        group.Run(() => File.OpenRead("/dev/zero").Dispose());
    });

    [Fact]
    public void Connections_are_told_of() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Load();
        using (sockets.Watch.Attach(group.Path))
            group.Run(Connect);
        Assert.Equal(2ul, sockets.Established); // both ends are here
        group.Run(Connect);
        Assert.Equal(2ul, sockets.Established);
    });

    [Fact]
    public void A_lookup_is_answered_in_the_place_of_the_socket() => PrivateNetwork.Run(() =>
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using Sockets.Loaded sockets = Load(port);
        using (BpfLink link = sockets.Hide.Attach())
        {
            Assert.Throws<SocketException>(() => new TcpClient(AddressFamily.InterNetwork).Connect(IPAddress.Loopback, port));
            Assert.Equal(1ul, sockets.Seen);
            link.Update(sockets.Hide);
        }

        using TcpClient client = new(AddressFamily.InterNetwork);
        client.Connect(IPAddress.Loopback, port);
    });

    [Fact]
    public void A_group_of_sockets_on_one_port_is_ruled_by_its_program() => PrivateNetwork.Run(() =>
    {
        using Sockets.Loaded sockets = Load();
        using Socket receiver = Datagrams(out int port, reuse: true);
        using (sockets.Choose.Attach(receiver))
        {
            Send(port, "no");
            Send(port, "yes");
            Assert.Equal("yes", Receive(receiver));
            Assert.Equal(2ul, sockets.Seen);
        }

        Send(port, "no");
        Assert.Equal("no", Receive(receiver));
        Assert.Equal(2ul, sockets.Seen);
    });

    private static void Connect()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using TcpClient client = new(AddressFamily.InterNetwork);
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        listener.AcceptSocket().Dispose();
    }

    private static void Bind(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }

    private static int UnusedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Socket Datagrams(out int port, bool reuse = false)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        if (reuse)
            socket.SetRawSocketOption(1, (int)ReusePort, BitConverter.GetBytes(1)); // SOL_SOCKET, SO_REUSEPORT
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }

    private static void Send(int port, string text)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo(Encoding.ASCII.GetBytes(text), new IPEndPoint(IPAddress.Loopback, port));
    }

    private static string Receive(Socket socket)
    {
        byte[] buffer = new byte[64];
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }
}
