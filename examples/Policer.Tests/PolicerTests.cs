using Bpf;
using Bpf.Vm;
using Bpf.Vm.Packets;
using RateLimiting;

/// <summary>The program with its library's code, on the CLR and as bytecode, without root.</summary>
public sealed class PolicerTests
{
    private readonly SimulatedKernel kernel = new();

    public static TheoryData<WorldMode> Worlds => [WorldMode.Clr, WorldMode.Bytecode];

    [Theory, MemberData(nameof(Worlds))]
    public void A_source_may_send_its_burst_and_then_what_time_pays_for(WorldMode world)
    {
        byte[] packet = From("192.0.2.1");
        using Policer.Loaded policer = Load(world, burst: 3 * 8 * (ulong)packet.Length);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(XdpAction.Pass, policer.Police.Run(packet).Action));
        Assert.Equal(XdpAction.Drop, policer.Police.Run(packet).Action);
        Assert.Equal(XdpAction.Pass, policer.Police.Run(From("192.0.2.2")).Action);
        kernel.Clock.MonotonicNanoseconds += 8 * (ulong)packet.Length;
        Assert.Equal(XdpAction.Pass, policer.Police.Run(packet).Action);
        Assert.Equal(XdpAction.Drop, policer.Police.Run(packet).Action);
        Assert.Equal(2ul, policer.Dropped);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Other_protocols_are_not_counted(WorldMode world)
    {
        using Policer.Loaded policer = Load(world, burst: 0);
        Assert.Equal(XdpAction.Pass, policer.Police.Run(new byte[64]).Action);
        Assert.Empty(policer.Sources);
    }

    [Fact]
    public void The_library_is_ordinary_code_for_those_who_test_it()
    {
        RateLimit limit = default;
        Assert.True(limit.TryPass(now: 100, price: 60, burst: 100));
        Assert.False(limit.TryPass(now: 100, price: 60, burst: 100));
        Assert.True(limit.TryPass(now: 120, price: 60, burst: 100));
        Assert.Equal((120ul, ulong.MaxValue), (Prices.Of((byte)15, 8), Prices.Of(ulong.MaxValue, 2)));
    }

    private Policer.Loaded Load(WorldMode world, ulong burst) => Policer.Load(kernel, new() { Burst = burst }, new() { Mode = world });

    private static byte[] From(string source) =>
        new PacketBuilder().Ethernet().IPv4(source, "203.0.113.1").Udp(4000, 53).Payload("hello"u8).Build();
}
