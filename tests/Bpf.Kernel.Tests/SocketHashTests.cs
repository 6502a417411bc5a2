using System.Net;
using System.Net.Sockets;
using System.Text;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Sockets by key: put in by programs and by user space, found by programs.</summary>
public sealed class SocketHashTests
{
    [Fact]
    public void A_program_finds_a_socket_by_its_port() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        using SocketHashes.Loaded hashes = SocketHashes.Load();
        using TcpListener listener = Listen();
        using Socket socket = Connect(listener);
        using BpfLink link = hashes.Echo.Attach(hashes.ByPort.Map);
        hashes.ByPort.Set((uint)((IPEndPoint)socket.LocalEndPoint!).Port, socket);
        socket.Send("hello"u8);
        byte[] buffer = new byte[64];
        Assert.Equal("hello", Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer)));
    });

    [Fact]
    public void A_program_puts_connections_in() => PrivateNetwork.Run(() =>
    {
        using ControlGroup group = new();
        using SocketHashes.Loaded hashes = SocketHashes.Load();
        using TcpListener listener = Listen();
        using BpfLink link = hashes.Join.Attach(group.Path);
        group.Run(() =>
        {
            using Socket socket = Connect(listener);
            uint port = (uint)((IPEndPoint)socket.LocalEndPoint!).Port;
            Assert.Equal(port, hashes.Joined);
            Assert.True(hashes.ByPort.Remove(port));
            Assert.False(hashes.ByPort.Remove(port));
        });
    });

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static Socket Connect(TcpListener listener)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        socket.Connect(listener.LocalEndpoint);
        return socket;
    }
}
