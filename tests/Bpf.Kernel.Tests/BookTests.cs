using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Book.Chapter2;
using Book.Chapter3;
using Book.Chapter4;
using Book.Chapter6;
using Book.Chapter7;
using Book.Chapter8;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Support;
using Bpf.Vm;

namespace Bpf.Kernel.Tests;

/// <summary>The examples of examples/book do what their originals do.</summary>
public sealed class BookTests
{
    [Fact]
    public void Hello_world_greets_each_program()
    {
        Needs.Kernel();
        using TracePipe pipe = TracePipe.Open();
        using HelloWorld.Loaded loaded = HelloWorld.Load();
        loaded.Attach();
        // The pipe is shared, and a line goes to one reader: another one may take a greeting, but not all of them.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Execute();
                while (pipe.TryRead(out string line))
                {
                    if (line.EndsWith("Hello, BPF World!", StringComparison.Ordinal))
                        return true;
                }

                return false;
            },
            TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_pinned_map_is_found_by_its_path()
    {
        using BpfFolder folder = new();
        MapPinning.Save(folder["my_array"]);
        Assert.Equal(1234, MapPinning.Fetch(folder["my_array"]));
    }

    [Fact]
    public void Kprobes_see_calls_and_returns_of_execve()
    {
        Needs.Features(Feature.Kprobes);
        using Kprobes.Loaded loaded = Kprobes.Load();
        loaded.Attach();
        Execute();
        Assert.NotEqual(0ul, loaded.Calls);
    }

    [Fact]
    public void A_tracepoint_sees_who_loads_programs()
    {
        Needs.Kernel();
        using Tracepoints.Loaded loaded = Tracepoints.Load();
        loaded.Attach();
        using HelloWorld.Loaded other = HelloWorld.Load();
        Assert.NotEqual(0ul, loaded.Loads);
    }

    [Fact]
    public void Uprobes_count_and_time_a_function()
    {
        Needs.Features(Feature.Uprobes);
        using Uprobes.Loaded loaded = Uprobes.Load();
        using (loaded.OnReturn.Attach(ProcessGroup.Library, "getpgid"))
        using (loaded.OnEntry.Attach(ProcessGroup.Library, "getpgid"))
        {
            for (int i = 0; i < 5; i++)
                ProcessGroup.Of(0);
        }

        Assert.Equal(5ul, loaded.Calls[(uint)Environment.ProcessId]);
        Assert.NotEqual(0ul, loaded.Nanoseconds);
    }

    [Fact]
    public void A_marked_place_tells_who_passes_it()
    {
        Needs.Features(Feature.Uprobes, Feature.PerfLink);
        using MarkedFile file = new("hello-usdt", "probe-main");
        using Marks.Loaded loaded = Marks.Load();
        loaded.OnMark.Attach(file.Path, "hello-usdt", "probe-main");
        using Process process = Process.Start(file.Path);
        process.WaitForExit();
        Assert.Equal(1ul, loaded.Passed[(uint)process.Id]);
    }

    [Fact]
    public void A_marked_place_tells_a_methods_name_and_latency()
    {
        Needs.Features(Feature.Uprobes, Feature.PerfLink, Feature.RingBuffer);
        using MarkedFile file = new("shop", "latency", MarkedFile.TextAddress, 1500);
        using MethodLatency.Loaded loaded = MethodLatency.Load();
        loaded.OnLatency.Attach(file.Path, "shop", "latency");
        using Process process = Process.Start(file.Path);
        process.WaitForExit();
        List<(string, ulong)> calls = [];
        loaded.Calls.Consume((ref readonly MethodCall call) => calls.Add((call.Method.ToString(), call.Nanoseconds)));
        Assert.Equal([(MarkedFile.Text, 1500ul)], calls);
        Assert.Equal(0ul, loaded.Unread);
    }

    [Fact]
    public void A_histogram_has_every_call()
    {
        Needs.Kernel();
        using Histograms.Loaded loaded = Histograms.Load();
        loaded.Attach();
        ulong before = loaded.Latency.Aggregate(0ul, (sum, calls) => sum + calls);
        Assert.True(before > 0); // reading the map is such a call itself
    }

    [Fact]
    public void Names_of_programs_come_by_perf_event_array()
    {
        Needs.Kernel();
        using PerfEvents.Loaded loaded = PerfEvents.Load();
        loaded.Names.Open();
        loaded.Attach();
        Execute();
        List<string> names = [];
        Assert.True(SpinWait.SpinUntil(() => loaded.Names.Consume((ref readonly Comm name) => names.Add(name.ToString())) > 0, TimeSpan.FromSeconds(30)));
        Assert.All(names, Assert.NotEmpty);
    }

    [Fact]
    public void Stacks_of_a_busy_process_are_folded()
    {
        Needs.Kernel();
        uint process = (uint)Environment.ProcessId;
        using FlameGraphs.Loaded loaded = FlameGraphs.Load(new() { Process = process });
        using (loaded.OnSample.Attach(PerfSampling.CpuClock(1000)))
            Assert.True(SpinWait.SpinUntil(() => FlameGraphs.Folded(loaded, process).Any(), TimeSpan.FromSeconds(60)));
        Assert.All(FlameGraphs.Folded(loaded, process), line => Assert.Matches(@"^\S.*\+0x[0-9a-f]+ \d+$", line));
    }

    [Fact]
    public void A_raw_socket_counts_by_protocol() => PrivateNetwork.Run(() =>
    {
        using RawSockets.Loaded loaded = RawSockets.Load();
        using Socket raw = RawSockets.Open();
        using BpfLink link = loaded.Count.Attach(raw);
        Send();
        Assert.True(SpinWait.SpinUntil(() => loaded.Packets[IpProtocol.Udp] > 0, TimeSpan.FromSeconds(30)));
        Assert.Equal(0ul, loaded.Packets[IpProtocol.Tcp]);
    });

    [Fact]
    public void An_http_response_is_noticed() => PrivateNetwork.Run(() =>
    {
        using TcClassifier.Loaded loaded = TcClassifier.Load();
        loaded.Classify.AttachPersistent("lo", TcDirection.Ingress);
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using TcpClient client = new(AddressFamily.InterNetwork);
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using Socket server = listener.AcceptSocket();
        server.Send(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n"));
        Assert.True(SpinWait.SpinUntil(() => loaded.Responses > 0, TimeSpan.FromSeconds(30)));
    });

    [Theory]
    [InlineData(null)]
    [InlineData(WorldMode.Bytecode)]
    [InlineData(WorldMode.Clr)]
    public void A_classifier_says_the_same_in_every_world(WorldMode? mode)
    {
        if (mode is null)
            Needs.Kernel();
        using TcClassifier.Loaded loaded = mode is { } where ? TcClassifier.Load(new SimulatedKernel(), new() { Mode = where }) : TcClassifier.Load();
        byte[] packet = Packet(IpProtocol.Tcp, 80);
        packet[46] = 5 << 4;
        "HTTP"u8.CopyTo(packet.AsSpan(54));
        SkBuff context = mode is null ? default : new() { Protocol = EtherType.IPv4, Len = (uint)packet.Length };
        ulong before = loaded.Responses;
        Assert.Equal((int)TcAction.Ok, loaded.Classify.Run(packet, in context).ReturnValue);
        Assert.Equal(before + 1, loaded.Responses);
        packet[54] = (byte)'h';
        loaded.Classify.Run(packet, in context);
        Assert.Equal(before + 1, loaded.Responses);
    }

    [Fact]
    public void Tcp_is_dropped_and_the_rest_is_counted_and_passed()
    {
        Needs.Kernel();
        using DropTcp.Loaded loaded = DropTcp.Load();
        Assert.Equal(XdpAction.Drop, loaded.Filter.Run(Packet(IpProtocol.Tcp, 80)).Action);
        Assert.Equal(XdpAction.Pass, loaded.Filter.Run(Packet(IpProtocol.Udp, 80)).Action);
        Assert.Equal(1ul, loaded.Packets[IpProtocol.Tcp].Sum());
        Assert.Equal(1ul, loaded.Packets[IpProtocol.Udp].Sum());
    }

    [Fact]
    public void What_is_for_the_port_is_sent_back_and_other_tcp_dropped()
    {
        Needs.Kernel();
        using Rewrite.Loaded loaded = Rewrite.Load();
        XdpRunResult sent = loaded.Process.Run(Packet(IpProtocol.Tcp, Rewrite.Port));
        Assert.Equal(XdpAction.Tx, sent.Action);
        Assert.Equal([2, 1, 2, 3, 4, 5], sent.Packet[..6]);
        Assert.Equal(XdpAction.Drop, loaded.Process.Run(Packet(IpProtocol.Tcp, 80)).Action);
        Assert.Equal(XdpAction.Pass, loaded.Process.Run(Packet(IpProtocol.Udp, Rewrite.Port)).Action);
    }

    [Fact]
    public void A_child_under_the_filter_can_not_write()
    {
        string[] echo = ["-c", "echo hello"];
        using (Process free = Process.Start(new ProcessStartInfo("/bin/sh", echo) { RedirectStandardOutput = true })!)
            Assert.Equal("hello\n", free.StandardOutput.ReadToEnd());
        using Process filtered = Seccomp.NoWriting.Start(new("/bin/sh", echo) { RedirectStandardOutput = true });
        Assert.Equal("", filtered.StandardOutput.ReadToEnd());
        filtered.WaitForExit();
        Assert.NotEqual(0, filtered.ExitCode);
        Assert.Equal(SeccompAction.Error(1), Seccomp.NoWriting.Evaluate(new("write", 1)));
        Assert.Equal(SeccompAction.Allow, Seccomp.NoWriting.Evaluate(new("read", 0)));
    }

    [Fact]
    public void A_protected_process_gets_no_signals()
    {
        Needs.Features(Feature.Lsm);
        TraceTests.SkipWithoutActiveLsm();
        using Process victim = Process.Start("/bin/sleep", "1000");
        try
        {
            using (Lsm.Loaded loaded = Lsm.Load(new() { Protected = (uint)victim.Id }))
            {
                loaded.Attach();
                Assert.ThrowsAny<Exception>(victim.Kill);
                Assert.False(victim.HasExited);
                Assert.Equal(1ul, loaded.Refused);
            }
        }
        finally
        {
            victim.Kill();
        }

        victim.WaitForExit();
    }

    /// <summary>Ethernet, IPv4, then ports; nobody checks the sums.</summary>
    private static byte[] Packet(byte protocol, ushort port)
    {
        byte[] packet = new byte[64];
        packet[12] = 8; // EtherType 0x0800
        packet[14] = 0x45;
        packet[23] = protocol;
        packet[36] = (byte)(port >> 8);
        packet[37] = (byte)port;
        return packet;
    }

    private static void Send()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo("hello"u8, new IPEndPoint(IPAddress.Loopback, 9));
    }

    private static void Execute()
    {
        using Process process = Process.Start("/bin/sh", "-c true");
        process.WaitForExit();
    }
}
