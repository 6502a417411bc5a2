using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Support;
using Bpf.Runtime.Tests.Support;
using Bpf.Vm.Packets;

namespace Bpf.Kernel.Tests;

/// <summary>The probes of the examples at work.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void OpenSnoop_reports_what_is_opened_and_what_is_not_there()
    {
        Needs.Features(Feature.RingBuffer);
        using OpenSnoop.Loaded snoop = OpenSnoop.Load(new() { TargetPid = (uint)Environment.ProcessId });
        snoop.Attach();
        File.ReadAllText("/proc/self/stat");
        File.Exists("/probe/nothing");
        Assert.Throws<FileNotFoundException>(() => File.ReadAllText("/nothing-is-here"));
        List<(string Path, int Result)> opens = [];
        ulong before = snoop.OpensByPid[(uint)Environment.ProcessId];
        snoop.Events.Consume((ref readonly OpenEvent e) => opens.Add((e.Path.ToString(), e.Result)));
        Assert.Contains(opens, open => open is { Path: "/proc/self/stat", Result: > 0 });
        Assert.Contains(("/nothing-is-here", -2), opens);
        Assert.InRange((ulong)opens.Count, before, snoop.OpensByPid[(uint)Environment.ProcessId]); // other threads of this process open files, too
        Assert.Equal(0ul, snoop.Events.Lost);
    }

    [Fact]
    public void KernelFunctions_measures_every_call()
    {
        Needs.Features(Feature.Kprobes);
        using KernelFunctions.Loaded functions = KernelFunctions.Load(new() { TargetPid = (uint)Environment.ProcessId });
        using (functions.OnReturn.Attach(ProcessGroup.KernelFunction))
        using (functions.OnEntry.Attach(ProcessGroup.KernelFunction))
        {
            for (int i = 0; i < 100; i++)
                ProcessGroup.Of(0);
        }

        Assert.Equal(100ul, functions.Latency.Aggregate(0ul, (sum, slot) => sum + slot.Sum()));
    }

    [Fact]
    public void TcpConnect_reports_what_is_taken_and_what_is_refused() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.RingBuffer);
        using TcpConnect.Loaded connects = TcpConnect.Load();
        connects.Attach();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        IPEndPoint there = (IPEndPoint)listener.LocalEndpoint;
        using (Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            socket.Connect(there);
        listener.Stop();
        using (Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            Assert.Throws<SocketException>(() => socket.Connect(there));

        List<Connection> seen = [];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                connects.Connections.Consume((ref readonly Connection connection) => seen.Add(connection));
                return seen.Count(IsOurs) >= 2;
            },
            TimeSpan.FromSeconds(30)));
        Assert.Equal([1, 0], seen.Where(IsOurs).Select(connection => (int)connection.Succeeded));
        Assert.Equal(2ul, connects.ByProcess[(uint)Environment.ProcessId]);

        bool IsOurs(Connection connection) =>
            connection.Pid == Environment.ProcessId && connection.Port == there.Port && connection.Remote.ToString() == "::ffff:127.0.0.1";
    });

    [Fact]
    public void BlockLatency_goes_on_counting_after_a_restart()
    {
        Needs.Kernel();
        using BpfFolder folder = new();
        LoadOptions pinned = new() { PinFolder = folder.Path };
        using (BlockLatency.Loaded first = BlockLatency.Load(options: pinned))
        {
            first.Attach();
            first.Latency.Set(3, 7);
        }

        using BlockLatency.Loaded second = BlockLatency.Load(options: pinned);
        second.Attach();
        Assert.InRange(second.Latency[3].Sum(), 7ul, ulong.MaxValue);
    }

    [Fact]
    public void XdpFirewall_drops_and_counts_what_is_blocked() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.XdpLink);
        using XdpFirewall.Loaded firewall = XdpFirewall.Load();
        IPNetwork bad4 = IPNetwork.Parse("192.0.2.0/24"), bad6 = IPNetwork.Parse("2001:db8:bad::/48");
        firewall.Blocked4[bad4] = default;
        firewall.Blocked6[bad6] = default;
        firewall.Filter.Attach("right");
        byte[] packet4 = new PacketBuilder().Ethernet().IPv4("192.0.2.9", "203.0.113.1").Udp(1, 2).Build();
        byte[] packet6 = new PacketBuilder().Ethernet().IPv6("2001:db8:bad::9", "2001:db8::1").Udp(1, 2).Build();
        for (int i = 0; i < 50; i++)
            PacketSocket.Send("left", packet4);
        for (int i = 0; i < 30; i++)
            PacketSocket.Send("left", packet6);
        Assert.True(SpinWait.SpinUntil(() => firewall.Blocked6[bad6].Packets == 30, TimeSpan.FromSeconds(30)));
        Assert.Equal((50ul, 50ul * (ulong)packet4.Length), (firewall.Blocked4[bad4].Packets, firewall.Blocked4[bad4].Bytes));
        Assert.Equal(30ul * (ulong)packet6.Length, firewall.Blocked6[bad6].Bytes);
    });
}
