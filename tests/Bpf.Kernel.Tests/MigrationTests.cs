using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Programs that are asked where a connection goes whose listener closes.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void A_connection_that_nobody_accepted_moves_to_another_listener() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.MapIndexes);
        using Migration.Loaded migration = Migration.Load();
        using Socket first = Listen(0);
        using Socket second = Listen(((IPEndPoint)first.LocalEndPoint!).Port);
        using BpfLink link = migration.Choose.Attach(first);
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(first.LocalEndPoint!);
        List<Socket> ready = [first, second];
        Socket.Select(ready, null, null, TimeSpan.FromSeconds(30));
        Socket chosen = Assert.Single(ready), other = chosen == first ? second : first;
        Assert.NotEqual(0ul, migration.Chosen);
        Assert.Equal(0ul, migration.Moved);

        chosen.Dispose();
        Assert.Equal(1ul, migration.Moved);
        Assert.True(other.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead));
        using Socket accepted = other.Accept();
        Assert.Equal(client.LocalEndPoint, accepted.RemoteEndPoint);
    });

    private static Socket Listen(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // SOL_SOCKET, SO_REUSEPORT
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen();
        return socket;
    }
}
