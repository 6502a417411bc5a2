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
        using Congestion.Loaded congestion = LoadLinked();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Throws<SocketException>(() => Choose().Dispose());
        using (BpfLink link = congestion.Object.Register(Structure, value => value.Set("name", Name)))
        {
            Assert.True(link.IsKernelLink);
            using Socket socket = Choose();
            Exchange(socket, listener);
            Assert.Equal(1ul, congestion.Connections);
            Assert.NotEqual(0ul, congestion.Acknowledged);
        }

        Assert.Throws<SocketException>(() => Choose().Dispose());
    });

    [Fact]
    public void A_name_that_is_taken_or_too_long_is_refused() => PrivateNetwork.Run(() =>
    {
        using Congestion.Loaded congestion = LoadLinked();
        using BpfLink link = congestion.Object.Register(Structure, static value => value.Set("name", Name));
        BpfException taken = Assert.Throws<BpfException>(() => congestion.Object.Register(Structure, static value => value.Set("name", Name)));
        Assert.Contains("same name", taken.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => congestion.Object.Register(Structure, static value => value.Set("name", "a name of twenty bytes")));
        Assert.Throws<ArgumentException>(() => congestion.Object.Register(Structure, static value => value.Set("no_such_field", 1)));
        Assert.Contains("no structure", Assert.Throws<BpfException>(() => congestion.Object.Register("no_such_ops")).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_persistent_one_outlives_its_object_until_it_is_unregistered() => PrivateNetwork.Run(() =>
    {
        using Registration registration = new();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using (Congestion.Loaded congestion = Congestion.Load())
        {
            congestion.Object.RegisterPersistent(Structure, Registration.Name, value => value.Set("name", Name));
            using Socket socket = Choose();
            Exchange(socket, listener);
            Assert.Equal(1ul, congestion.Connections);
            Assert.NotEqual(0ul, congestion.Acknowledged);
        }

        using (Socket socket = Choose())
        {
            Exchange(socket, listener);
            Assert.False(BpfObject.UnregisterPersistent(Structure, "another"));
            Assert.True(BpfObject.UnregisterPersistent(Structure, Registration.Name));
            // The socket keeps it, and its map: it counts as gone all the same.
            Assert.False(BpfObject.UnregisterPersistent(Structure, Registration.Name));
        }

        Assert.Throws<SocketException>(() => Choose().Dispose());
    });

    [Theory]
    [InlineData(Name)]
    [InlineData("csharp_newer")]
    public void A_persistent_one_is_replaced_by_the_next_start(string newer) => PrivateNetwork.Run(() =>
    {
        using Registration registration = new();
        using (Congestion.Loaded first = Congestion.Load())
            first.Object.RegisterPersistent(Structure, Registration.Name, value => value.Set("name", Name));
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using Congestion.Loaded second = Congestion.Load();
        second.Object.RegisterPersistent(Structure, Registration.Name, value => value.Set("name", newer));
        using (Socket socket = Choose(newer))
        {
            Exchange(socket, listener);
            Assert.Equal(1ul, second.Connections);
        }

        if (newer != Name)
            Assert.Throws<SocketException>(() => Choose().Dispose());
        Assert.True(BpfObject.UnregisterPersistent(Structure, Registration.Name));
        Assert.Throws<SocketException>(() => Choose(newer).Dispose());
    });

    [Fact]
    public void A_persistent_one_that_does_not_fit_leaves_the_earlier_one() => PrivateNetwork.Run(() =>
    {
        using Registration registration = new();
        using Congestion.Loaded congestion = Congestion.Load();
        congestion.Object.RegisterPersistent(Structure, Registration.Name, value => value.Set("name", Name));
        BpfException nameless = Assert.Throws<BpfException>(() => congestion.Object.RegisterPersistent(Structure, Registration.Name));
        Assert.Contains("a field has a value that it doesn't take", nameless.Message, StringComparison.Ordinal);
        BpfException taken = Assert.Throws<BpfException>(
            () => congestion.Object.RegisterPersistent(Structure, "another", value => value.Set("name", Name)));
        Assert.Contains("same name", taken.Message, StringComparison.Ordinal);
        Choose().Dispose();
        Assert.Throws<ArgumentException>(() => congestion.Object.RegisterPersistent(Structure, "sixteen_letters_"));
        Assert.Throws<ArgumentException>(() => BpfObject.UnregisterPersistent(Structure, "two words"));
        Assert.Throws<BpfException>(() => BpfObject.UnregisterPersistent("no_such_ops", "name"));
    });

    [Fact]
    public void A_kernel_without_links_of_structures_names_the_other_way() => PrivateNetwork.Run(() =>
    {
        using Congestion.Loaded congestion = Congestion.Load();
        if (KernelFeatures.Has(Feature.StructOpsLink))
        {
            congestion.Object.Register(Structure, value => value.Set("name", Name)).Dispose();
            return;
        }

        BpfException refused = Assert.Throws<BpfException>(() => congestion.Object.Register(Structure, value => value.Set("name", Name)));
        Assert.Contains("RegisterPersistent works", refused.Message, StringComparison.Ordinal);
    });

    private static Congestion.Loaded LoadLinked()
    {
        Needs.Features(Feature.StructOpsLink);
        return Congestion.Load();
    }

    private static void Exchange(Socket socket, TcpListener listener)
    {
        socket.Connect(listener.LocalEndpoint);
        using Socket other = listener.AcceptSocket();
        byte[] data = new byte[100_000];
        Task<int> sending = socket.SendAsync(data);
        for (int received = 0; received < data.Length;)
            received += other.Receive(data);
        Assert.Equal(data.Length, sending.GetAwaiter().GetResult());
    }

    private static Socket Choose(string name = Name)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        try
        {
            socket.SetRawSocketOption(6, 13, System.Text.Encoding.ASCII.GetBytes(name)); // SOL_TCP, TCP_CONGESTION
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Ends what a test that failed leaves registered: names are the whole kernel's.</summary>
    private sealed class Registration : IDisposable
    {
        public const string Name = "csharp_tests";

        public void Dispose() => BpfObject.UnregisterPersistent(Structure, Name);
    }
}
