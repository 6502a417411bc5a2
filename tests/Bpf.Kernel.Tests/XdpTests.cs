using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>XDP on a pair of virtual interfaces.</summary>
public sealed class XdpTests
{
    private const ushort Dropped = 0x88B5; // ETH_P_LOCAL_EXP1
    private static readonly byte[] Frame = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B5"), .. new byte[50]];

    [Theory]
    [InlineData(XdpMode.Generic)]
    [InlineData(XdpMode.Native)]
    [InlineData(XdpMode.Auto)]
    public void Frames_are_dropped_until_the_link_is_disposed(XdpMode mode) => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.XdpLink);
        using Frames.Loaded frames = Load();
        using (BpfLink link = frames.Filter.Attach("left", mode))
        {
            for (int i = 0; i < 10; i++)
                PacketSocket.Send("right", Frame);
            Assert.True(SpinWait.SpinUntil(() => frames.Dropped == 10, TimeSpan.FromSeconds(30)), $"{frames.Dropped} frames were dropped");
        }

        PacketSocket.Send("right", Frame);
        Assert.Equal(10ul, frames.Dropped);
    });

    [Fact]
    public void A_second_program_is_refused_with_a_reason() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.XdpLink);
        using Frames.Loaded frames = Load();
        using BpfLink link = frames.Filter.Attach("left");
        Assert.Contains("Another XDP program", Assert.Throws<BpfException>(() => frames.Filter.Attach("left")).Message);
    });

    [Theory]
    [InlineData(XdpMode.Generic)]
    [InlineData(XdpMode.Native)]
    public void A_persistent_attachment_outlives_its_object_and_is_replaced_by_the_next_start(XdpMode mode) => PrivateNetwork.Run(() =>
    {
        using (Frames.Loaded first = Load())
            first.Filter.AttachPersistent("left", mode);
        using Frames.Loaded frames = Load();
        frames.Filter.AttachPersistent("left", mode);
        PacketSocket.Send("right", Frame);
        Assert.True(SpinWait.SpinUntil(() => frames.Dropped == 1, TimeSpan.FromSeconds(30)));
        XdpProgram.DetachPersistent("left", mode);
        PacketSocket.Send("right", Frame);
        Assert.Equal(1ul, frames.Dropped);
    });

    [Fact]
    public void A_run_without_a_hook_gives_the_action_and_the_packet()
    {
        Needs.Kernel();
        using Frames.Loaded frames = Load();
        Assert.Equal(XdpAction.Drop, frames.Filter.Run(Frame).Action);
        byte[] other = [.. Frame];
        other[13]++;
        XdpRunResult result = frames.Filter.Run(other, repeat: 100);
        Assert.Equal(XdpAction.Pass, result.Action);
        Assert.Equal(other, result.Packet);
        Assert.Equal((1ul, 100ul), (frames.Dropped, frames.Passed));
    }

    private static Frames.Loaded Load() => Frames.Load(new() { DroppedType = Dropped });
}
