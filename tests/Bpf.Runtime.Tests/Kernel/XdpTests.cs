using Bpf.Runtime.Tests.Support;
using Bpf.Vm;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>XDP in a network namespace of each test's own.</summary>
public sealed class XdpTests
{
    private const ushort Dropped = 0x88B5;
    private static readonly byte[] Frame = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B5"), .. new byte[50]];

    private static BpfObject Load()
    {
        Requires.Kernel();
        return BpfObject.Load(ClangObject.Compile("xdp"), config: new BpfConfig().Set("dropped_type", Dropped));
    }

    [Theory]
    [InlineData(XdpMode.Generic)]
    [InlineData(XdpMode.Native)]
    [InlineData(XdpMode.Auto)]
    public void Packets_are_seen_until_the_link_is_disposed(XdpMode mode) => NetworkNamespace.Run(() =>
    {
        using BpfObject target = Load();
        BpfGlobal<ulong> packets = target.Global<ulong>("packets");
        using (new XdpProgram(target.Program("filter")).Attach("left", mode))
        {
            ulong before = packets.Value;
            for (int i = 0; i < 10; i++)
                PacketSocket.Send("right", Frame);
            Assert.True(SpinWait.SpinUntil(() => packets.Value - before >= 10, TimeSpan.FromSeconds(30)));
            Assert.Contains("prog/xdp", NetworkNamespace.Ip("-details link show left"));
        }

        Assert.DoesNotContain("prog/xdp", NetworkNamespace.Ip("-details link show left"));
    });

    [Fact]
    public void A_second_program_is_refused_with_a_reason() => NetworkNamespace.Run(() =>
    {
        using BpfObject target = Load();
        XdpProgram program = new(target.Program("filter"));
        using BpfLink link = program.Attach("left");
        Assert.Contains("Another XDP program", Assert.Throws<BpfException>(() => program.Attach("left")).Message);
    });

    [Fact]
    public void An_interface_that_is_not_there_is_named() => NetworkNamespace.Run(() =>
    {
        using BpfObject target = Load();
        BpfException exception = Assert.Throws<BpfException>(() => new XdpProgram(target.Program("filter")).Attach("middle"));
        Assert.Contains("'middle'", exception.Message);
    });

    [Theory]
    [InlineData(XdpMode.Generic)]
    [InlineData(XdpMode.Native)]
    public void A_persistent_attachment_outlives_its_object_and_is_replaced_by_the_next_start(XdpMode mode) => NetworkNamespace.Run(() =>
    {
        uint first;
        using (BpfObject target = Load())
        {
            XdpProgram program = new(target.Program("filter"));
            program.AttachPersistent("left", mode);
            first = program.Id;
        }

        Assert.Contains($"prog/xdp id {first}", NetworkNamespace.Ip("-details link show left"));
        using (BpfObject target = Load())
        {
            XdpProgram program = new(target.Program("filter"));
            program.AttachPersistent("left", mode);
            Assert.NotEqual(first, program.Id);
            Assert.Contains($"prog/xdp id {program.Id}", NetworkNamespace.Ip("-details link show left"));
        }

        XdpProgram.DetachPersistent("left", mode);
        Assert.DoesNotContain("prog/xdp", NetworkNamespace.Ip("-details link show left"));
    });

    [Fact]
    public void A_persistent_attachment_of_another_program_is_kept() => NetworkNamespace.Run(() =>
    {
        using BpfObject target = Load();
        using BpfObject others = BpfObject.Load(ClangObject.Compile("xdp_other"));
        new XdpProgram(others.Program("other")).AttachPersistent("left");
        BpfException exception = Assert.Throws<BpfException>(() => new XdpProgram(target.Program("filter")).AttachPersistent("left"));
        Assert.Equal(16, exception.Errno);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_without_a_hook_gives_action_and_packet(bool simulated)
    {
        BpfConfig config = new BpfConfig().Set("dropped_type", Dropped);
        using BpfObject target = simulated
            ? BpfObject.Load(new SimulatedKernel(), ClangObject.Compile("xdp"), config: config)
            : Load();
        XdpProgram program = new(target.Program("filter"));
        Assert.Equal(XdpAction.Drop, program.Run(Frame).Action);
        byte[] other = [.. Frame];
        other[12] = 0x08;
        XdpRunResult result = program.Run(other, repeat: 1000);
        Assert.Equal(XdpAction.Pass, result.Action);
        Assert.Equal(other.Length, result.Packet.Length);
        Assert.Equal(0xAB, result.Packet[0]);
        Assert.Equal(other[1..], result.Packet[1..]);
        Assert.Equal(1001ul, target.Global<ulong>("packets").Value);
        if (!simulated)
            Assert.Contains("14 bytes", Assert.Throws<BpfException>(() => program.Run(new byte[3])).Message);
    }
}
