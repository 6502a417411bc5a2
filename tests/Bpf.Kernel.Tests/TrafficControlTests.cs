using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Traffic control on connected interfaces of each test's own.</summary>
public sealed class TrafficControlTests
{
    private static readonly byte[] Passed = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B6"), .. new byte[50]];
    private static readonly byte[] Dropped = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B5"), .. new byte[50]];

    [Theory]
    [InlineData(TcDirection.Ingress)]
    [InlineData(TcDirection.Egress)]
    public void A_link_sees_packets_until_it_is_disposed(TcDirection direction) => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using Sockets.Loaded sockets = Sockets.Load();
        using (sockets.DropMarked.Attach("left", direction))
            Assert.True(Sees(sockets, direction));
        Assert.False(Sees(sockets, direction));
    });

    [Theory]
    [InlineData(TcDirection.Ingress)]
    [InlineData(TcDirection.Egress)]
    public void A_persistent_filter_stays_and_is_replaced_by_the_next_start(TcDirection direction) => PrivateNetwork.Run(() =>
    {
        using (Sockets.Loaded first = Sockets.Load())
        {
            first.DropMarked.AttachPersistent("left", direction);
            Assert.True(Sees(first, direction));
        }

        using Sockets.Loaded second = Sockets.Load();
        second.DropMarked.AttachPersistent("left", direction);
        ulong before = second.Seen;
        Send(direction);
        Assert.True(SpinWait.SpinUntil(() => second.Seen > before, TimeSpan.FromSeconds(30)));
        Assert.True(second.DropMarked.DetachPersistent("left", direction));
        Assert.False(Sees(second, direction));
        Assert.False(second.DropMarked.DetachPersistent("left", direction));
    });

    [Fact]
    public void An_interface_without_filters_has_nothing_to_detach() => PrivateNetwork.Run(() =>
    {
        using Sockets.Loaded sockets = Sockets.Load();
        Assert.False(sockets.DropMarked.DetachPersistent("left", TcDirection.Ingress));
    });

    [Fact]
    public void A_run_without_a_hook_gives_action_packet_and_mark()
    {
        Needs.Kernel();
        using Sockets.Loaded sockets = Sockets.Load();
        PacketRunResult<SkBuff> result = sockets.DropMarked.Run(Dropped);
        Assert.Equal((int)TcAction.Shot, result.ReturnValue);
        Assert.Equal(Dropped, result.Packet);
        Assert.Equal(5u, result.Context.Mark);
    }

    // Other packets (neighbor discovery) may be seen, too.
    private static bool Sees(Sockets.Loaded sockets, TcDirection direction)
    {
        ulong before = sockets.Seen;
        for (int i = 0; i < 100 && sockets.Seen < before + 10; i++)
            Send(direction);
        return SpinWait.SpinUntil(() => sockets.Seen >= before + 10, TimeSpan.FromMilliseconds(500));
    }

    private static void Send(TcDirection direction) => PacketSocket.Send(direction == TcDirection.Ingress ? "right" : "left", Passed);
}
