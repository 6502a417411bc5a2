using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>A structure of functions that programs implement: congestion control, chosen by a socket.</summary>
public sealed class CongestionTests
{
    private const string Name = "csharp_test", Structure = "tcp_congestion_ops";

    [Fact]
    public void A_socket_uses_the_congestion_control_while_it_is_registered() => PrivateNetwork.Run(() =>
    {
        using Congestion.Loaded congestion = Load();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Throws<SocketException>(() => Choose().Dispose());
        using (BpfLink link = congestion.Object.Register(Structure, value => value.Set("name", Name)))
        {
            Assert.True(link.IsKernelLink);
            using Socket socket = Choose();
            socket.Connect(listener.LocalEndpoint);
            using Socket other = listener.AcceptSocket();
            byte[] data = new byte[100_000];
            Task<int> sending = socket.SendAsync(data);
            for (int received = 0; received < data.Length;)
                received += other.Receive(data);
            Assert.Equal(data.Length, sending.GetAwaiter().GetResult());
            Assert.Equal(1ul, congestion.Connections);
            Assert.NotEqual(0ul, congestion.Acknowledged);
        }

        Assert.Throws<SocketException>(() => Choose().Dispose());
    });

    [Fact]
    public void A_name_that_is_taken_or_too_long_is_refused() => PrivateNetwork.Run(() =>
    {
        using Congestion.Loaded congestion = Load();
        using BpfLink link = congestion.Object.Register(Structure, static value => value.Set("name", Name));
        BpfException taken = Assert.Throws<BpfException>(() => congestion.Object.Register(Structure, static value => value.Set("name", Name)));
        Assert.Contains("same name", taken.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => congestion.Object.Register(Structure, static value => value.Set("name", "a name of twenty bytes")));
        Assert.Throws<ArgumentException>(() => congestion.Object.Register(Structure, static value => value.Set("no_such_field", 1)));
        Assert.Contains("no structure", Assert.Throws<BpfException>(() => congestion.Object.Register("no_such_ops")).Message, StringComparison.Ordinal);
    });

    private static Congestion.Loaded Load()
    {
        Needs.Features(Feature.StructOpsLink);
        return Congestion.Load();
    }

    private static Socket Choose()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        try
        {
            socket.SetRawSocketOption(6, 13, System.Text.Encoding.ASCII.GetBytes(Name)); // SOL_TCP, TCP_CONGESTION
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
