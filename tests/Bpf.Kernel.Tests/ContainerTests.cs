using System.Net;
using System.Net.Sockets;
using System.Text;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Maps that hold something else than values by key, from both sides.</summary>
public sealed class ContainerTests
{
    private static readonly byte[] Frame = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B6"), .. new byte[50]];

    private static Containers.Loaded Load()
    {
        Needs.Kernel();
        return Containers.Load();
    }

    [Fact]
    public void Queues_give_the_oldest_and_stacks_the_newest()
    {
        using Containers.Loaded containers = Load();
        for (ulong i = 1; i <= 4; i++)
        {
            Assert.True(containers.Queue.TryPush(i));
            Assert.True(containers.Stack.TryPush(i));
        }

        Assert.False(containers.Queue.TryPush(5));
        Assert.True(containers.Queue.TryPeek(out ulong oldest));
        Assert.Equal(1ul, oldest);
        Assert.Equal([1ul, 2, 3, 4], Drain(containers.Queue));
        Assert.Equal([4ul, 3, 2, 1], Drain(containers.Stack));
        Assert.False(containers.Stack.TryPeek(out _));
    }

    [Fact]
    public void A_program_moves_from_a_queue_to_a_stack()
    {
        Needs.Features(Feature.MemcgAccounting); // raw tracepoints run without their hook since 5.10, on a CPU of their own since 5.11
        using Containers.Loaded containers = Load();
        containers.Queue.TryPush(41);
        Assert.Equal(1, containers.Move.Run(new RawTracepointArgs()));
        Assert.Equal(41ul, containers.Number);
        Assert.Equal([42ul], Drain(containers.Stack));
        Assert.Equal(41ul, containers.Recent[41].Sum());
        Assert.Equal(0, containers.Move.Run(new RawTracepointArgs()));
        Assert.Equal([99ul], Drain(containers.Queue));
    }

    [Fact]
    public async Task A_perf_event_arrays_records_are_read_in_order()
    {
        using Containers.Loaded containers = Load();
        containers.Sightings.Open();
        const int calls = 100;
        using (containers.Report.Attach())
        {
            for (int i = 0; i < calls; i++)
                ProcessGroup.Of(i % 2 == 0 ? 0 : 0x3fff_fff0);
        }

        int seen = 0;
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
        await foreach (Event<Sighting> e in containers.Sightings.ReadAllAsync(stop.Token))
        {
            Assert.Equal(77u, e.Value.Hook);
            if (++seen == calls)
                break;
        }

        Assert.Equal(0ul, containers.Sightings.Lost);
        Assert.Equal(0, containers.Sightings.Consume((ref readonly Sighting _) => { }));
    }

    [Fact]
    public void A_perf_event_array_that_nobody_reads_loses_and_says_so()
    {
        using Containers.Loaded containers = Load();
        containers.Sightings.Open();
        using (containers.Report.Attach())
        {
            for (int i = 0; i < 50_000; i++)
                ProcessGroup.Of(0);
            // The kernel tells of losses with the next record of the same CPU that finds room.
            Assert.True(SpinWait.SpinUntil(
                () =>
                {
                    containers.Sightings.Consume((ref readonly Sighting _) => { });
                    ProcessGroup.Of(0);
                    return containers.Sightings.Lost > 0;
                },
                TimeSpan.FromSeconds(60)));
        }
    }

    [Fact]
    public void What_a_perf_event_array_had_no_room_for_is_counted_to_the_last_and_nothing_is_torn()
    {
        using Containers.Loaded containers = Load();
        containers.Sightings.Open();
        const int calls = 20_000, first = 0x3000_0000;
        ulong received = 0;
        using (containers.Report.Attach())
        {
            for (int i = 0; i < calls; i++)
                ProcessGroup.Of(first + i);
            // What each CPU lost is told with its next record; the thread comes around.
            Assert.True(SpinWait.SpinUntil(
                () =>
                {
                    ulong reported = containers.Reported;
                    containers.Sightings.Consume((ref readonly Sighting sighting) => received += Whole(in sighting) ? 1ul : 0);
                    bool isAll = received + containers.Sightings.Lost == reported && reported == containers.Reported;
                    if (!isAll) ProcessGroup.Of(first);
                    return isAll;
                },
                TimeSpan.FromSeconds(120)));
        }

        Assert.InRange(containers.Sightings.Lost, 1ul, (ulong)calls);

        // Others call getpgid, too, by real process ids.
        static bool Whole(ref readonly Sighting sighting) => sighting is { Hook: 77, Thread: not 0, Value: (>= 0 and < 0x40_0000) or (>= first and < first + calls) };
    }

    [Fact]
    public void A_program_knows_whether_its_task_is_in_a_control_group()
    {
        using ControlGroup group = new();
        using Containers.Loaded containers = Load();
        containers.Groups.Set(0, group.Path);
        using BpfLink link = containers.Report.Attach();
        ProcessGroup.Of(0);
        Assert.Equal(0u, containers.Flags);
        group.Run(() => ProcessGroup.Of(0));
        Assert.Equal(1u, containers.Flags);
        Assert.True(containers.Groups.Remove(0));
    }

    [Fact]
    public void Packets_are_redirected_to_an_interface_of_a_map() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.XdpLink);
        using Containers.Loaded containers = Load();
        Assert.Equal(XdpAction.Drop, containers.Forward.Run(Frame).Action);
        containers.Interfaces.Set(1, "left");
        Assert.Equal(XdpAction.Redirect, containers.Forward.Run(Frame).Action);
        // Linux 5.15; before, only drivers take programs that redirect by a map of interfaces.
        Assert.SkipWhen(RunningKernel.Version < new Version(5, 15), Needs.Lacks + "redirects by a map of interfaces without a driver's help");
        using Frames.Loaded frames = Frames.Load(new() { DroppedType = 0 });
        using BpfLink forward = containers.Forward.Attach("left", XdpMode.Generic);
        using BpfLink count = frames.Filter.Attach("right", XdpMode.Generic);
        PacketSocket.Send("right", Frame);
        Assert.True(SpinWait.SpinUntil(() => frames.Passed > 0, TimeSpan.FromSeconds(30)));
    });

    [Fact]
    public void A_packet_in_several_buffers_takes_a_program_for_such()
    {
        Needs.Features(Feature.XdpFrags);
        using JumboFrames.Loaded frames = JumboFrames.Load();
        byte[] jumbo = new byte[9000];
        Assert.Equal(XdpAction.Pass, frames.Any.Run(jumbo).Action);
        Assert.InRange(frames.FirstBuffer, 1ul, (ulong)jumbo.Length - 1);
        Assert.Contains("stands in for 'Any'", frames.One.WhyLeftOut);
    }

    [Fact]
    public void A_program_for_one_buffer_stands_in_on_older_kernels()
    {
        Needs.Kernel();
        using JumboFrames.Loaded frames = JumboFrames.Load();
        Assert.NotEqual(frames.Any.IsLoaded, frames.One.IsLoaded);
        Assert.Equal(KernelFeatures.Has(Feature.XdpFrags), frames.Any.IsLoaded);
        Assert.Equal(XdpAction.Pass, (frames.Any.IsLoaded ? frames.Any : frames.One).Run(Frame).Action);
    }

    [Fact]
    public void A_socket_map_sends_back_what_came() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        using SocketPairs.Loaded pairs = SocketPairs.Load();
        (Socket near, Socket far) = Connect();
        using (near)
        using (far)
        using (pairs.Whole.Attach(pairs.Pair.Map))
        using (pairs.Echo.Attach(pairs.Pair.Map))
        {
            pairs.Pair.Set(0, far);
            near.Send("hello"u8);
            Assert.Equal("hello", Receive(near));
            Assert.NotEqual(0ul, pairs.Seen);
        }
    });

    [Fact]
    public void A_socket_map_takes_messages_past_the_network() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        using SocketPairs.Loaded pairs = SocketPairs.Load();
        (Socket near, Socket far) = Connect();
        using (near)
        using (far)
        using (pairs.Shortcut.Attach(pairs.Pair.Map))
        {
            pairs.Pair.Set(0, near);
            pairs.Pair.Set(1, far);
            near.Send("hello"u8);
            Assert.Equal("hello", Receive(far));
            Assert.Equal(1ul, pairs.Seen);
        }
    });

    private static (Socket Near, Socket Far) Connect()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Socket near = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        near.Connect(listener.LocalEndpoint);
        Socket far = listener.AcceptSocket();
        far.ReceiveTimeout = 30_000;
        return (near, far);
    }

    private static string Receive(Socket socket)
    {
        byte[] buffer = new byte[64];
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }

    private static List<ulong> Drain(BpfSequence<ulong> sequence)
    {
        List<ulong> values = [];
        while (sequence.TryPop(out ulong value))
            values.Add(value);
        return values;
    }
}
